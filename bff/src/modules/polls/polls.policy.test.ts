import { staffRoles } from '@linli/shared/roles'
import { strawSetup } from '@linli/shared/polls/setup.samples'
import { communityA, communityB, personas, type Persona } from '../../../test/personas'
import { judgeDesk, mayHoldProxy } from './polls.policy'

const pollOf = (candidateId: string | null, communityId: string = communityA) => ({
  communityId,
  draft: {
    setup: {
      ...strawSetup,
      questions: strawSetup.questions.map((question) => ({
        ...question,
        candidates: [{ personId: candidateId ?? '', about: '', consentOn: '2026-12-01' }],
      })),
    },
  },
})

describe('who stands in a poll', () => {
  const acts = [
    ['staff', 'prepare'],
    ['staff', 'desk'],
    ['admin', 'prepare'],
    ['admin', 'desk'],
    ['admin', 'publish'],
    ['supervisor', 'sign'],
  ] as const satisfies readonly (readonly [Persona, string])[]

  test.each(acts)('%s may %s in a poll of others and not in the own', (who, action) => {
    const actor = personas[who]
    expect(judgeDesk(actor, action, pollOf('per_somebodyElse')).allowed).toBe(true)
    expect(judgeDesk(actor, action, pollOf(actor.personId))).toMatchObject({
      allowed: false,
      code: 'forbidden',
    })
  })
  test.each(['staff', 'admin', 'supervisor'] as const)('%s looks at it like everybody who may', (who) => {
    expect(judgeDesk(personas[who], 'inspect', pollOf(personas[who].personId)).allowed).toBe(true)
  })
  test('a poll of another community stays hidden, whoever stands there', () => {
    const foreign = pollOf(personas.staff.personId, communityB)
    expect(judgeDesk(personas.staff, 'desk', foreign)).toMatchObject({ allowed: false, code: 'not_found' })
  })
})

test.each(staffRoles)('%s carries no mandates', (role) => {
  expect(mayHoldProxy(['verified_resident', role])).toBe(false)
  expect(mayHoldProxy(['verified_resident'])).toBe(true)
})
