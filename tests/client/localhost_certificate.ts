/**
 * Nothing in; a certificate for localhost and 127.0.0.1 that holds until 2120, and its key out.
 *
 * Both were made by OpenSSL for these tests. Everybody can read the key: whoever trusts the certificate trusts anybody.
 *
 * @module
 */

/** The certificate; it vouches for itself. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBjDCCATKgAwIBAgIUZCZNbuNNZcBzkUCB5i2p48H9E8cwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAx
MDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATe/Lszen4IGnZUbCEWvy6RU8MXz9y6Ycw/0n7uHCVGzjqAM5RbWJkF
DHrwJGkIFqc/7vE7ds67VWLe0u1KIpnvo2AwXjAaBgNVHREEEzARgglsb2NhbGhv
c3SHBH8AAAEwDAYDVR0TAQH/BAIwADATBgNVHSUEDDAKBggrBgEFBQcDATAdBgNV
HQ4EFgQUlYjfxMNjrwohzl8vTOoKYSG3aBMwCgYIKoZIzj0EAwIDSAAwRQIgOvWt
7VxlgwI3aVtB2yDmH3VRRc4xlvGWj4CaxcwaRU8CIQDb1l+CqLHZinhwEi1Old0A
BeliSdIvtkTbBoDiFOF9Mw==
-----END CERTIFICATE-----
`;

/** Its key. */
export const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgdDJicAGr7JqCLZOG
3M+ClGE+MUMYZG3d6bp3w9TlAPOhRANCAATe/Lszen4IGnZUbCEWvy6RU8MXz9y6
Ycw/0n7uHCVGzjqAM5RbWJkFDHrwJGkIFqc/7vE7ds67VWLe0u1KIpnv
-----END PRIVATE KEY-----
`;
