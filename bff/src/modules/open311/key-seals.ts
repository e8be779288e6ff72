/** Where the signing secret of a key is sealed, with the community as tenant. */
export const keySigningField = 'api-key.signing'
