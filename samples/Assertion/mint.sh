#!/usr/bin/env bash
# Mints a hop assertion (docs/assertions.md) with openssl and coreutils.
#   mint.sh KEY.pem KID ISSUER AUDIENCE METHOD PATH QUERY AUTHORIZATION [NAME:VALUE ...]
# KEY.pem holds a P-256 private key. QUERY comes without its '?', AUTHORIZATION is '' where none is sent; path and query must be canonical already, without
# percent signs. NAME:VALUE are the identity headers that are sent, each once. OWN_HEADERS may name headers that the app's configuration adds to the covered ones.
# IAT, LIFETIME and JTI are made unless they are set. DEBUG=1 shows the canonical headers on standard error.
set -euo pipefail
export LC_ALL=C

COVERED='client-cert client-cert-chain dapr-caller-app-id dapr-caller-namespace l5d-client-id txn-token x-arr-clientcert x-client-cert x-client-verify
x-forwarded-client-cert x-ms-client-principal x-ms-client-principal-id x-ms-client-principal-idp x-ms-client-principal-name'

fail() { printf 'mint.sh: %s\n' "$1" >&2; exit 2; }
(($# >= 8)) || fail 'KEY.pem KID ISSUER AUDIENCE METHOD PATH QUERY AUTHORIZATION [NAME:VALUE ...]'
key=$1 kid=$2 issuer=$3 audience=$4 method=$5 path=$6 query=$7 authorization=$8
shift 8
plain="A-Za-z0-9._~!\$&'()*+,;=:@/-"
[[ $path == /* && $path =~ ^[$plain]+$ && ! $path =~ (^|/)\.\.?(/|$) ]] || fail 'the path is not canonical'
[[ -z $query || $query =~ ^[$plain?]+$ ]] || fail 'the query is not canonical'
for text in "$kid" "$issuer" "$audience" "$method"; do [[ $text =~ ^[]A-Za-z0-9._~:/+@[-]+$ ]] || fail 'a name would have to be escaped in JSON'; done

base64url() { base64 -w0 | tr '+/' '-_' | tr -d '='; }
sha256() { openssl dgst -sha256 -binary | base64url; }

declare -A sent=()
for header in "$@"; do
  name=${header%%:*} value=${header#*:}
  [[ -n $value ]] || fail 'a header without a value is left out'
  sent[${name,,}]=$value
done

# One line a covered header: name:length:value, or name:- where it is not sent.
canonical_headers() {
  local name
  # shellcheck disable=SC2086 # The names become lines.
  for name in $(printf '%s\n' $COVERED ${OWN_HEADERS-} | tr '[:upper:]' '[:lower:]' | sort -u); do
    if [[ -v sent[$name] ]]; then printf '%s:%d:%s\n' "$name" "${#sent[$name]}" "${sent[$name]}"; else printf '%s:-\n' "$name"; fi
  done
}

# openssl signs in DER: two integers, each without leading zeros or with one too many. A JWS wants 32 bytes of each.
raw_signature() {
  openssl dgst -sha256 -sign "$key" | openssl asn1parse -inform DER | sed -n 's/.*INTEGER *://p' |
    while read -r integer; do printf '%064s' "${integer#00}" | tr ' ' '0'; done | basenc --base16 --decode
}

[[ -z ${DEBUG-} ]] || canonical_headers >&2
iat=${IAT:-$(date +%s)}
header=$(printf '{"alg":"ES256","kid":"%s","typ":"mesh-hop+jwt"}' "$kid" | base64url)
payload=$(printf '{"iss":"%s","aud":"%s","iat":%d,"exp":%d,"jti":"%s","htm":"%s","htu":"%s","htq":"%s","ath":"%s","hdv":1,"hdh":"%s"}' \
  "$issuer" "$audience" "$iat" "$((iat + ${LIFETIME:-30}))" "${JTI:-$(openssl rand -hex 16)}" "$method" "$path" \
  "$(printf '%s' "$query" | sha256)" "$(printf '%s' "$authorization" | sha256)" "$(canonical_headers | sha256)" | base64url)
signature=$(printf '%s.%s' "$header" "$payload" | raw_signature | base64url)
printf '%s.%s.%s\n' "$header" "$payload" "$signature"
