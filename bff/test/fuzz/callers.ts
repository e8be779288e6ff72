import type { Role } from '@linli/shared/roles'
import type { Client } from '../http-client'
import type { TestApp } from '../test-app'
import type { Random } from './random'

/** A demo person with a session of its own that renews itself when a request has ended it. */
export interface Caller {
  readonly persona: string
  readonly roles: readonly Role[]
  communityId: string
  /** The room of the home, where there is one. */
  roomId: string | undefined
  refreshToken: string
  client: Client
}

const rolesOf: Readonly<Record<string, readonly Role[]>> = {
  resident: ['resident', 'verified_resident'],
  elder: ['resident'],
  newcomer: [],
  'grid-worker': ['grid_worker'],
  'community-staff': ['community_staff'],
  'community-admin': ['community_admin'],
  'property-staff': ['organisation_staff'],
  supervisor: ['supervisor'],
  'street-admin': ['street_admin'],
  'district-operator': ['district_operator'],
  'resident-zhichun': ['resident'],
  'staff-zhichun': ['community_staff'],
}

interface SessionAnswer {
  readonly accessToken: string
  readonly refreshToken: string
  readonly actor: {
    readonly community: { readonly id: string } | null
    readonly homes: readonly { readonly roomId: string }[]
    readonly consentCurrent: boolean
  }
}

/** A new session of the persona; undefined when another lane ended it before its terms were accepted. */
async function begin(app: TestApp, persona: string): Promise<SessionAnswer | undefined> {
  const answer = await app.visitor.post('/session/demo', { persona })
  if (answer.status !== 200) throw new Error(`${persona} cannot sign in: ${answer.text}`)
  const session = answer.body as unknown as SessionAnswer
  if (session.actor.consentCurrent) return session
  const { version } = (await app.visitor.get('/session/privacy-terms')).body as unknown as { version: string }
  const consent = { version, personalisedPush: true, wechatMessages: true }
  const accepted = await app.withToken(session.accessToken).post('/session/consents', consent)
  if (accepted.status === 401) return undefined
  if (accepted.status !== 200) throw new Error(`${persona} cannot accept the terms: ${accepted.text}`)
  return accepted.body as unknown as SessionAnswer
}

/** Signs the persona in again, and accepts the terms again when a request has taken that back. */
export async function renew(app: TestApp, caller: Caller): Promise<void> {
  let session: SessionAnswer | undefined
  while (session === undefined) session = await begin(app, caller.persona)
  caller.client = app.withToken(session.accessToken)
  caller.refreshToken = session.refreshToken
  await proveFor(app, session.accessToken)
  caller.communityId = session.actor.community?.id ?? caller.communityId
  caller.roomId = session.actor.homes[0]?.roomId
}

/** Chance has no authenticator: the session counts as proven for longer than the run lasts. */
async function proveFor(app: TestApp, accessToken: string): Promise<void> {
  const holder = app.deps.accessTokens.verify(accessToken)
  const tomorrow = new Date(app.clock.now().getTime() + 86_400_000)
  if (holder) await app.deps.services.session.markProven(holder.sessionId, tomorrow)
}

/** Everybody of the demo, signed in. */
export async function signInEverybody(app: TestApp): Promise<Caller[]> {
  const callers = Object.entries(rolesOf).map(([persona, roles]): Caller => ({
    persona,
    roles,
    communityId: '',
    roomId: undefined,
    refreshToken: '',
    client: app.visitor,
  }))
  for (const caller of callers) await renew(app, caller)
  const first = callers.find((caller) => caller.communityId !== '')?.communityId ?? ''
  for (const caller of callers) caller.communityId ||= first
  return callers
}

/** One home of a community: what is told to a whole one would be written into hundreds of inboxes. */
export const homeIn = (callers: readonly Caller[], communityId: string): string =>
  callers.find((caller) => caller.communityId === communityId && caller.roomId !== undefined)?.roomId ??
  communityId

/** Mostly somebody the route is for, in turn; sometimes somebody it is not for. */
export function pickCaller(callers: readonly Caller[], allow: unknown, random: Random): Caller {
  const named = Array.isArray(allow)
    ? callers.filter((caller) => caller.roles.some((role) => (allow as unknown[]).includes(role)))
    : callers
  return random.pick(named.length > 0 && random.chance(0.85) ? named : callers)
}
