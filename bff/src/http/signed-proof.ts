import type { Context } from 'koa'

/** What a signed address carries beside its path (platform/signed-url); empty texts for what is missing. */
export const proofOf = ({
  query: { e, s },
}: Context): { readonly expires: string; readonly signature: string } => ({
  expires: String(e ?? ''),
  signature: String(s ?? ''),
})
