import { codeRows, type CodeMeaning } from './code-meaning.ts';

const alerts = 'Microsoft: Schannel error codes for TLS and SSL alerts';
const rfc = 'TLS RFCs and the IANA list of alerts';
const states = 'Microsoft: RDP event troubleshooting article; TechNet blog keithab (2016)';
const blog = 'forum threads on Schannel states';

/** TLS alerts and Schannel's inner states, which events print in decimal. */
// prettier-ignore
export const tlsCodes: readonly CodeMeaning[] = [
  ...codeRows('tls-alert', alerts, 'documented', [
    [0, 'close_notify', 'normal end'],
    [10, 'unexpected_message', 'a message in the wrong place: something that speaks no TLS, or a scanner'],
    [20, 'bad_record_mac', 'a record failed its check: changed on the way, or a faulty old cipher'],
    [21, 'decryption_failed', 'a record could not be decrypted'],
    [22, 'record_overflow', 'a record is too long'],
    [30, 'decompression_failure', 'data could not be decompressed'],
    [40, 'handshake_failure', 'the sides found nothing in common, mostly no cipher suite'],
    [42, 'bad_certificate', 'the certificate is damaged'],
    [43, 'unsupported_certificate', 'the certificate is of a kind that is not accepted'],
    [44, 'certificate_revoked', 'the certificate was revoked'],
    [45, 'certificate_expired', 'the certificate is outside its dates, or a clock is wrong'],
    [46, 'certificate_unknown', 'the certificate was refused for another reason'],
    [47, 'illegal_parameter', 'a value that cannot be'],
    [48, 'unknown_ca', 'the issuer is not trusted; usual with the self-signed certificate of Remote Desktop'],
    [49, 'access_denied', 'the certificate is good, access is refused all the same'],
    [50, 'decode_error', 'a message could not be taken apart'],
    [51, 'decrypt_error', 'a signature or key exchange did not check out'],
    [60, 'export_restriction', 'an old export rule was broken'],
    [70, 'protocol_version', 'no TLS version in common'],
    [71, 'insufficient_security', 'the ciphers offered are too weak'],
    [80, 'internal_error', 'a fault inside, such as a key that cannot be used'],
    [90, 'user_canceled', 'the handshake was cancelled'],
    [100, 'no_renegotiation', 'renegotiation is refused'],
    [110, 'unsupported_extension', 'an extension nobody asked for'],
    [115, 'unknown_psk_identity', 'an unknown shared key'],
    [120, 'no_application_protocol', 'no application protocol in common (ALPN)'],
  ]),
  ...codeRows('tls-alert', rfc, 'inferred', [
    [86, 'inappropriate_fallback', 'the client retried with a lower version than the server can do'],
    [109, 'missing_extension', 'an extension that TLS 1.3 demands is missing'],
    [112, 'unrecognized_name', 'the server does not know the name asked for'],
    [116, 'certificate_required', 'a client certificate is required'],
  ]),
  ...codeRows('schannel-state', states, 'documented', [
    [10001, '', "with 36870 and 0x8009030D: the server certificate's private key cannot be used"],
    [10013, '', 'with 36871: no TLS credential, because policy switched the protocols off', 'also constant noise of other programs on many machines: look at the time'],
    [1051, 'ServerSke_GetSigLen', "with 36888, alert 80: the key's signature length could not be had (kind of key)"],
    [1250, 'SrvCliResp_SkeFailed', "with 36888, alert 80: the server's key exchange failed"],
    [960, 'Unwrap_DecryptFailure', 'with 36888, alert 20: a record did not decrypt'],
  ]),
  ...codeRows('schannel-state', blog, 'community', [
    [10010, '', 'with 36871: reported together with 10013'],
    [1203, '', 'with 36888, alert 10: the first message was no TLS; something else or a scanner'],
    [1205, '', 'with 36888, alert 40: no cipher suite in common; often beside 36874'],
    [1207, '', 'with 36888, alert 40: no cipher suite in common, a variant'],
    [105, '', 'with 36888, alert 70: no TLS version in common'],
  ]),
  ...codeRows('schannel-state', 'no source found', 'inferred', [[10011, '', 'with 36871: similar reports as 10013']]),
];
