using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Headers;

/// <summary>RFC 9440 §2; RFC 9651 §3.3.5, §4.2.</summary>
public sealed class StructuredBinaryTests
{
    private static readonly string Valid = StructuredBinary.Encode(TestCertificates.Documented);

    [Theory]
    [InlineData("")]
    [InlineData(";a")]
    [InlineData("; a=1;*b=-1.5;c=\"x\\\"\\\\\";d=t*/:;e=:aGk=:;f=?0;g=@1659578233;h=%\"f%c3%bc\"")]
    [InlineData(";a=123456789012345")]
    [InlineData(";a=123456789012.123")]
    public void TryDecodeItem_byte_sequence_with_any_parameters_is_read(string parameters)
    {
        StructuredBinary.TryDecodeItem($"  {Valid}{parameters} ", out var value).ShouldBeTrue();
        value.ShouldBe(TestCertificates.Documented);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(":aGk=")]
    [InlineData("aGk=:")]
    [InlineData("aGk=")]
    [InlineData("\"aGk=\"")]
    [InlineData(":aGk:")]
    [InlineData(":aG k=:")]
    [InlineData(":a-_=:")]
    [InlineData(":aGk=: x")]
    [InlineData("\t:aGk=:")]
    [InlineData(":aGk=:,:aGk=:")]
    [InlineData(":aGk=::aGk=:")]
    [InlineData(":aGk=:;")]
    [InlineData(":aGk=: ;a")]
    [InlineData(":aGk=:;A=1")]
    [InlineData(":aGk=:;a=")]
    [InlineData(":aGk=:;a=1234567890123456")]
    [InlineData(":aGk=:;a=1.")]
    [InlineData(":aGk=:;a=1.1234")]
    [InlineData(":aGk=:;a=-")]
    [InlineData(":aGk=:;a=\"x")]
    [InlineData(":aGk=:;a=\"\\x\"")]
    [InlineData(":aGk=:;a=?2")]
    [InlineData(":aGk=:;a=@1.5")]
    [InlineData(":aGk=:;a=%\"%C3\"")]
    [InlineData(":aGk=:;a=\u00e9")]
    public void TryDecodeItem_anything_else_is_invalid(string text)
    {
        StructuredBinary.TryDecodeItem(text, out var value).ShouldBeFalse();
        value.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(":aGk=:", true)]
    [InlineData(":aGk=:,:aGk=:", true)]
    [InlineData(":aGk=:;a=\"x,y\" \t,\t :aGk=:", true)]
    [InlineData("", false)]
    [InlineData(":aGk=:,", false)]
    [InlineData(",:aGk=:", false)]
    [InlineData(":aGk=:,,:aGk=:", false)]
    [InlineData("(:aGk=:)", false)]
    [InlineData(":aGk=: :aGk=:", false)]
    [InlineData(":aGk=:,x", false)]
    public void IsList_is_by_the_rules(string text, bool expected) => StructuredBinary.IsList(text).ShouldBe(expected);

    [Fact]
    public void TryDecodeItem_over_the_cap_is_invalid() =>
        StructuredBinary.TryDecodeItem(StructuredBinary.Encode(new byte[StructuredBinary.MaxLength]), out _).ShouldBeFalse();
}
