import { createFakeClock } from '../../test/fake-clock'
import { personas, testTermsVersion } from '../../test/personas'
import { createAccessTokens } from '../platform/access-tokens'
import type { Actor } from '../platform/actor'
import { createKeyRing } from '../platform/crypto'
import { createAccessGate } from './access-gate'

function house(first: Actor) {
  const clock = createFakeClock()
  const state = { actor: first as Actor | null, ended: [] as string[], reads: 0, revocationReads: 0 }
  const tokens = createAccessTokens({ keys: createKeyRing(['gate-secret-gate-secret-gate-secret']), clock })
  const gate = createAccessGate({
    tokens,
    clock,
    directory: {
      actorOf: async () => {
        state.reads += 1
        return state.actor
      },
      endedSessions: async () => {
        state.revocationReads += 1
        return state.ended
      },
      currentTermsVersion: () => testTermsVersion,
    },
  })
  const authorization = `Bearer ${tokens.issue(first).token}`
  return {
    clock,
    state,
    gate,
    authorization,
    knock: (allow: 'signed-in' | ['supervisor']) => gate.admit({ allow }, authorization),
  }
}

test('an actor is read once in ten seconds, and again after that', async () => {
  const { clock, state, knock } = house(personas.resident)
  for (let request = 0; request < 5; request++) await knock('signed-in')
  expect(state.reads).toBe(1)
  clock.advance(10_000)
  await knock('signed-in')
  expect(state.reads).toBe(2)
})

test('what is the same for everybody asks for nobody, whatever is sent', async () => {
  const { state, gate, authorization } = house(personas.resident)
  const rule = { allow: 'anyone', sameForAll: true } as const
  await expect(gate.admit(rule, 'Bearer no.such.token')).resolves.toBeNull()
  await expect(gate.admit(rule, authorization)).resolves.toBeNull()
  expect(gate.accountOf(authorization)).toBe(personas.resident.accountId)
  expect(gate.accountOf('Bearer no.such.token')).toBeNull()
  expect(state).toMatchObject({ reads: 0, revocationReads: 0 })
})

test('a refusal is never served from the cache: a role granted elsewhere counts at once', async () => {
  const { state, knock } = house(personas.resident)
  await expect(knock(['supervisor'])).rejects.toMatchObject({ code: 'forbidden' })
  state.actor = { ...personas.supervisor, sessionId: personas.resident.sessionId }
  await expect(knock(['supervisor'])).resolves.toMatchObject({ accountId: personas.supervisor.accountId })
})

test('consent given elsewhere counts at once', async () => {
  const { state, knock } = house(personas.withoutConsent)
  await expect(knock('signed-in')).rejects.toMatchObject({ code: 'consent_required' })
  state.actor = { ...personas.withoutConsent, consentVersion: testTermsVersion }
  await expect(knock('signed-in')).resolves.toBeTruthy()
})

test('a session ended elsewhere is refused within five seconds, one ended here at once', async () => {
  const elsewhere = house(personas.resident)
  await elsewhere.knock('signed-in')
  elsewhere.state.ended = [personas.resident.sessionId]
  elsewhere.clock.advance(5_000)
  await expect(elsewhere.knock('signed-in')).rejects.toMatchObject({ code: 'session_ended' })

  const here = house(personas.resident)
  await here.knock('signed-in')
  here.gate.endSession(personas.resident.sessionId)
  await expect(here.knock('signed-in')).rejects.toMatchObject({ code: 'session_ended' })
})

test('a hundred requests at once read the list of ended sessions once', async () => {
  const { state, knock } = house(personas.resident)
  await Promise.all(Array.from({ length: 100 }, () => knock('signed-in')))
  expect(state.revocationReads).toBe(1)
})

test('an account that is gone has no session', async () => {
  const { state, knock } = house(personas.resident)
  state.actor = null
  await expect(knock('signed-in')).rejects.toMatchObject({ code: 'session_ended' })
})

test('tokens of an earlier secret are still good, and those of another house are not', async () => {
  const clock = createFakeClock()
  const older = createAccessTokens({ keys: createKeyRing(['an-older-secret-of-this-house-000001']), clock })
  const { token } = older.issue(personas.resident)
  const rotated = createKeyRing([
    'a-newer-secret-of-this-house-0000001',
    'an-older-secret-of-this-house-000001',
  ])
  expect(createAccessTokens({ keys: rotated, clock }).verify(token)).toMatchObject({
    accountId: personas.resident.accountId,
  })
  const foreign = createKeyRing(['the-secret-of-some-other-house-00001'])
  expect(createAccessTokens({ keys: foreign, clock }).verify(token)).toBeNull()
})
