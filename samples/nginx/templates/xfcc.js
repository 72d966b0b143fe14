// SHA-256 of the client's certificate, as Envoy has it in Hash: of its DER, in lower-case hex.
import crypto from 'crypto';

function clientSha256(request) {
    const base64 = (request.variables.ssl_client_raw_cert || '').replace(/-----[A-Z ]+-----|\s/g, '');
    return base64 ? crypto.createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex') : '';
}

export default { clientSha256 };
