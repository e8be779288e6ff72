import type { DemoServer } from '../server'
import { MiniProgram } from './mini-program'
import { Phone } from './phone'

/** Where the app keeps the session (platform/storage, platform/session). */
const SESSION = 'linli:session'
/** As the app would make it beside the refresh token. */
const FIRST_ATTEMPT = 'first-attempt-of-this-phone'

/** What the app keeps on the phone of somebody who is signed in. */
export interface StoredSession {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresAt: string
  readonly attemptKey: string
}

export const storedSession = (phone: Phone): StoredSession | undefined => {
  const text = phone.storage.get(SESSION)
  return typeof text === 'string' ? (JSON.parse(text) as StoredSession) : undefined
}

export function storeSession(phone: Phone, session: StoredSession): void {
  phone.storage.set(SESSION, JSON.stringify(session))
}

/** A phone on which this demo person has signed in before. */
export async function phoneOf(server: DemoServer, persona: string): Promise<Phone> {
  const answer = await fetch(`${server.address}/api/v1/session/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  })
  const phone = new Phone()
  storeSession(phone, { ...((await answer.json()) as StoredSession), attemptKey: FIRST_ATTEMPT })
  return phone
}

/** The mini-program on the phone of a demo person, or of a visitor when there is none. */
export async function bootAs(server: DemoServer, persona: string | undefined): Promise<MiniProgram> {
  const phone = persona === undefined ? new Phone() : await phoneOf(server, persona)
  return new MiniProgram({ server: server.address, phone })
}
