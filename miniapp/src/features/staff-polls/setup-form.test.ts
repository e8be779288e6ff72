import { packIds, pollMethods } from '@linli/shared/polls/polls.kinds'
import { rulePacks } from '@linli/shared/polls/packs'
import fc from 'fast-check'
import {
  blankSetup,
  faultsOf,
  isSavable,
  mostProxies,
  newChoice,
  newMotion,
  trimmed,
  weighingOf,
  withMethod,
  withOptions,
  withPack,
  withVoters,
  withWeighing,
  type SetupForm,
} from './setup-form'

const TODAY = '2026-11-26'
const filled = (form: SetupForm): SetupForm => ({
  ...form,
  title: '种什么树',
  setup: { ...form.setup, questions: [{ ...newChoice(), text: '种什么？', options: ['桂花', '樱花'] }] },
})

test('a new form names everything that is still empty, and is lawful once it is filled in', () => {
  const blank = blankSetup('nod_1', TODAY)
  expect(isSavable(blank)).toBe(false)
  expect(faultsOf(blank).map(({ path }) => path)).toEqual(
    expect.arrayContaining(['title', 'setup.questions.0.text', 'setup.questions.0.options.1']),
  )
  expect(faultsOf(filled(blank))).toEqual([])
  expect(isSavable(filled(blank))).toBe(true)
})

test('an empty option is named at its own field, with its question where there are several', () => {
  const { setup, ...rest } = filled(blankSetup('nod_1', TODAY))
  const [first = newChoice()] = setup.questions
  const half = { ...first, options: ['', '樱花'] }
  expect(faultsOf({ ...rest, setup: { ...setup, questions: [half] } })).toEqual([
    { path: 'setup.questions.0.options.0', text: '请写选项 1' },
  ])
  const stands = { ...first, options: ['李桂芳', ' '], candidates: [] }
  expect(faultsOf({ ...rest, setup: { ...setup, questions: [first, stands] } })).toContainEqual({
    path: 'setup.questions.1.options.1',
    text: '请写第 2 个问题的候选人 2 的姓名',
  })
})

test('another pack keeps what was typed and drops only what it does not know', () => {
  const form = filled(blankSetup('nod_1', TODAY))
  const scored = {
    ...form,
    setup: { ...form.setup, questions: form.setup.questions.map((one) => withMethod(one, 'score')) },
  }
  const owners = withPack(scored, 'owners_decision', TODAY)
  expect(owners.title).toBe('种什么树')
  expect(owners.setup).toMatchObject({ secrecy: 'named', electorate: 'owner', matter: 'owners_item' })
  expect(owners.setup.questions[0]).toMatchObject({ method: 'single', text: '种什么？', scoreMax: 0 })
  expect(faultsOf(owners).map(({ path }) => path)).toEqual(['setup.ownerItem'])
  expect(withPack(owners, 'straw_poll', TODAY).setup).toMatchObject({ matter: 'general', cityId: null })
})

test('whatever is chosen one after the other, only lawful packs, methods and days of notice are left over', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom(...packIds), fc.constantFrom(...pollMethods)), {
    maxLength: 6,
  })
  fc.assert(
    fc.property(steps, (chosen) => {
      let form = filled(blankSetup('nod_1', TODAY))
      for (const [packId, method] of chosen) {
        form = withPack(form, packId, TODAY)
        const pack = rulePacks[packId]
        if (pack.methods.includes(method))
          form = {
            ...form,
            setup: { ...form.setup, questions: form.setup.questions.map((one) => withMethod(one, method)) },
          }
      }
      // What is left to do is to choose the city or the item; nothing that was chosen is against the law.
      const open = faultsOf(form).filter(({ path }) => path !== 'setup.ownerItem' && path !== 'setup.cityId')
      expect(open).toEqual([])
    }),
  )
})

test('fewer options leave no figure behind that exceeds them', () => {
  const question = withMethod({ ...newChoice(), options: ['甲', '乙', '丙', '丁'] }, 'multiple')
  const fewer = withOptions({ ...question, min: 3 }, ['甲', '乙'])
  expect(fewer).toMatchObject({ min: 2, max: 2 })
  expect(newMotion().options).toEqual(['同意', '反对'])
})

test('a weighing that cannot be seen any more is not left behind', () => {
  const blank = filled(blankSetup('nod_1', TODAY))
  const named = withVoters(blank, { secrecy: 'named', electorate: 'household' })
  const adults = withWeighing(named, 'adults')
  expect(adults.setup).toMatchObject({ isWeighted: true, weights: undefined })
  expect(faultsOf(adults)).toEqual([])
  expect(weighingOf(withVoters(adults, { electorate: 'person' }).setup)).toBe('equal')
  const listed = withWeighing(adults, 'listed')
  expect(faultsOf(listed).map(({ path }) => path)).toEqual(['setup.weights', 'setup.weights'])
  expect(weighingOf(withVoters(listed, { electorate: 'person' }).setup)).toBe('listed')
  for (const hidden of [
    withVoters(listed, { secrecy: 'secret' }),
    withPack(listed, 'residents_meeting', TODAY),
  ])
    expect(hidden.setup).toMatchObject({ isWeighted: false, weights: undefined })
  const none = { basis: '按户数', people: [{ personId: 'per_1', votes: 0 }] }
  expect(isSavable({ ...listed, setup: { ...listed.setup, weights: none } })).toBe(false)
})

test('blanks around words are not part of them, and a pack caps mandates', () => {
  const form = filled(blankSetup('nod_1', TODAY))
  expect(trimmed({ ...form, title: ' 种什么树 ' }).title).toBe('种什么树')
  expect(mostProxies(withPack(form, 'residents_meeting', TODAY).setup)).toBe(3)
  expect(mostProxies(form.setup)).toBe(0)
})

test('owners decide by the rules of the city the community lies in; a choice of before gives way to it', () => {
  const straw = blankSetup('nod_1', TODAY)
  expect(withPack(straw, 'owners_decision', TODAY, 'hangzhou').setup.cityId).toBe('hangzhou')
  expect(withPack(straw, 'owners_decision', TODAY).setup.cityId).toBeNull()
  const chosen = { ...straw, setup: { ...straw.setup, cityId: 'ningbo' } }
  expect(withPack(chosen, 'owners_decision', TODAY, 'hangzhou').setup.cityId).toBe('hangzhou')
  expect(withPack(chosen, 'owners_decision', TODAY).setup.cityId).toBe('ningbo')
})

test('people whose identity nobody has confirmed are asked in a straw poll by person, and nowhere else', () => {
  const straw = blankSetup('nod_1', TODAY)
  const asked = { ...straw, setup: { ...straw.setup, takesUnconfirmed: true } }
  expect(withVoters(asked, { electorate: 'representative' }).setup.takesUnconfirmed).toBe(true)
  expect(withVoters(asked, { electorate: 'household' }).setup.takesUnconfirmed).toBeUndefined()
  expect(withPack(asked, 'residents_meeting', TODAY).setup.takesUnconfirmed).toBeUndefined()
})
