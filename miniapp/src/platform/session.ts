import type { ActorView } from '@linli/shared/session/session.schema'
import { randomId } from './random-id'
import { readStored, removeStored, storedKeys, writeStored } from './storage'
import { createStore, useStore } from './store'
import { onStorageChange } from './storage-events'

/** What the sign-in answers bring. */
export interface SessionAnswer {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresAt: string
  readonly actor: ActorView
}

export interface Session extends SessionAnswer {
  /** Kept beside the refresh token: a refresh whose answer was lost may be asked again (contract: session.refresh). */
  readonly attemptKey: string
}

const KEY = 'session'

function stored(): Session | undefined {
  const value = readStored(KEY)
  const known = typeof value === 'object' && value !== null && 'refreshToken' in value && 'actor' in value
  return known ? (value as Session) : undefined
}

const sessions = createStore<Session | undefined>(stored())
// Another tab of the browser signed in, signed out or refreshed.
onStorageChange(() => {
  const next = stored()
  if (next?.accessToken !== sessions.get()?.accessToken) sessions.set(next)
})

/** The session as this device last stored it; another tab may have refreshed it meanwhile. */
export function currentSession(): Session | undefined {
  const latest = stored()
  if (latest !== undefined && latest.refreshToken !== sessions.get()?.refreshToken) sessions.set(latest)
  return sessions.get()
}

/** The server ended the session of the person who was here, and nobody has signed in since. */
export const sessionEnded = createStore(false)

/** Keeps the answer of a sign-in, a refresh or a consent. */
export function adoptSession(answer: SessionAnswer): void {
  sessionEnded.set(false)
  const session: Session = { ...answer, attemptKey: randomId() }
  writeStored(KEY, session)
  sessions.set(session)
}

/** A newer view of the person, without new tokens. */
export function adoptActor(actor: ActorView): void {
  const session = sessions.get()
  if (session === undefined) return
  const next = { ...session, actor }
  writeStored(KEY, next)
  sessions.set(next)
}

/** Forgets the person and everything kept for them on this device, except drafts. */
export function forgetSession(): void {
  removeStored(KEY)
  for (const key of storedKeys('last:')) removeStored(key)
  sessions.set(undefined)
}

/** The session was ended elsewhere (signed out everywhere, not used for long): forgets it, and lets the screens say so. */
export function endSession(): void {
  forgetSession()
  sessionEnded.set(true)
}

/** Who is signed in on this device, or undefined for a visitor. */
export function useActor(): ActorView | undefined {
  return useStore(sessions)?.actor
}

/** For what lives outside React. */
export const sessionStore = sessions
