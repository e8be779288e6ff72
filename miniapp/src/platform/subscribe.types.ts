/** What the person answered for one template. */
export type SubscribeAnswer = 'accept' | 'reject' | 'ban' | 'filter'
