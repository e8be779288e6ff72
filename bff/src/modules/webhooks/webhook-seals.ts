/** Where the secret of an address is sealed, with the community as tenant. */
export const webhookSecretField = 'webhook.secret'
