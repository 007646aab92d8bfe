/** What TLS is set up with: the texts of PEM files. */
export type Pem = { readonly ca?: string; readonly cert?: string; readonly key?: string };

/** Throws what OpenSSL says of certificates and a key that are not PEM, or do not belong together. */
export const checkPem = (pem: Pem): void => {
	// Loaded only where there are such files: every start would wait for them.
	const { X509Certificate } = process.getBuiltinModule('node:crypto');
	const { createSecureContext } = process.getBuiltinModule('node:tls');
	// OpenSSL takes a file of authorities without a single one for an empty list.
	for (const certificate of [pem.ca, pem.cert]) if (certificate !== undefined) new X509Certificate(certificate);
	createSecureContext(pem);
};
