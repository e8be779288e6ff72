import type { ErrorCode } from '@linli/shared/errors'
import { AppError } from './problem-error'

declare const scopeBrand: unique symbol

/** The communities one call may touch. Only a policy makes one, and every repository method asks for one. */
export interface Scope {
  readonly communityIds: readonly string[]
  readonly [scopeBrand]: true
}

/** For policies alone: everything under the given communities. An empty list reaches nothing. */
export function scopeOf(communityIds: readonly string[]): Scope {
  return { communityIds: [...communityIds] } as unknown as Scope
}

/** The filter every query starts with. */
export function inScope(scope: Scope): { communityId: string | { $in: string[] } } {
  const [only, ...others] = scope.communityIds
  return only !== undefined && others.length === 0
    ? { communityId: only }
    : { communityId: { $in: [...scope.communityIds] } }
}

/** What a policy answers. */
export type Judgement =
  { readonly allowed: true; readonly scope: Scope } | { readonly allowed: false; readonly code: ErrorCode }

export const allowIn = (communityIds: readonly string[]): Judgement => ({
  allowed: true,
  scope: scopeOf(communityIds),
})

export const refuse = (code: ErrorCode): Judgement => ({ allowed: false, code })

/** The scope of an allowed judgement; throws the code of a refusal. */
export function demand(judgement: Judgement): Scope {
  if (!judgement.allowed) throw new AppError(judgement.code)
  return judgement.scope
}
