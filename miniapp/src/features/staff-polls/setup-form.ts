import { cityPackOf } from '@linli/shared/polls/city-packs'
import { rulePacks } from '@linli/shared/polls/packs'
import type { PackId, PollMethod } from '@linli/shared/polls/polls.kinds'
import type { PollDraft } from '@linli/shared/polls/poll-desk.schema'
import { isByPerson, refusalText, setupRefusals } from '@linli/shared/polls/setup.rules'
import { isVotes } from '@linli/shared/polls/weights.rules'
import { addDays, type IsoDay } from '@linli/shared/time'

export type SetupForm = PollDraft
export type QuestionForm = PollDraft['setup']['questions'][number]

/** A motion to be answered with yes or no. */
export const newMotion = (): QuestionForm => ({
  ...{ kind: 'motion', text: '', method: 'single', options: ['同意', '反对'] },
  ...{ min: 1, max: 1, scoreMax: 0, seats: 1 },
})

export const newChoice = (): QuestionForm => ({
  ...{ kind: 'choice', text: '', method: 'single', options: ['', ''] },
  ...{ min: 1, max: 1, scoreMax: 0, seats: 1 },
})

/** What a new form begins with: the plainest poll, far enough ahead for its roll to be objected to. */
export const blankSetup = (nodeId: string, today: IsoDay): SetupForm => ({
  ...{ title: '', about: '', nodeId, electorIds: [] },
  setup: {
    ...{ packId: 'straw_poll', cityId: null, matter: 'general', ownerItem: null },
    ...{ secrecy: 'secret', electorate: 'person', questions: [newChoice()], isWeighted: false },
    ...{ quorum: null, majority: null, majorityOf: 'cast', silent: 'not_participating' },
    followProofs: { clause: '', deliveredToEach: false, warnedOnBallot: false, reviewedByStreet: false },
    proxiesPerHolder: 0,
    opensOn: addDays(today, 7),
    closesOn: addDays(today, 14),
  },
})

/**
 * Another rule pack: what it does not know is put to what it does, everything else stays as it was typed. Owners decide
 * by the rules of `ownCity`, where the community has said in which it lies.
 */
export function withPack(
  form: SetupForm,
  packId: PackId,
  today: IsoDay,
  ownCity: string | null = null,
): SetupForm {
  const pack = rulePacks[packId]
  const { setup } = form
  const isOwners = packId === 'owners_decision'
  const keep = <T>(known: readonly T[], value: T): T => (known.includes(value) ? value : (known[0] ?? value))
  const opensOn = addDays(today, Math.max(7, pack.noticeDays + 2))
  return {
    ...form,
    setup: {
      ...setup,
      packId,
      cityId: isOwners ? (ownCity ?? setup.cityId) : null,
      matter: isOwners ? 'owners_item' : setup.matter === 'owners_item' ? 'general' : setup.matter,
      ownerItem: isOwners ? setup.ownerItem : null,
      secrecy: keep(pack.secrecies, setup.secrecy),
      electorate: keep(pack.electorates, setup.electorate),
      quorum: pack.quorum === null ? setup.quorum : null,
      majority: pack.majority === null ? setup.majority : null,
      silent: isOwners ? setup.silent : 'not_participating',
      ...(pack.mayWeigh ? {} : equalVotes),
      ...(pack.needsIdentity && { takesUnconfirmed: undefined }),
      proxiesPerHolder: Math.min(setup.proxiesPerHolder, pack.proxiesPerHolder),
      questions: setup.questions.map((question) =>
        pack.methods.includes(question.method) ? question : withMethod(question, 'single'),
      ),
      opensOn: setup.opensOn < opensOn ? opensOn : setup.opensOn,
      closesOn: setup.closesOn < addDays(opensOn, 7) ? addDays(opensOn, 7) : setup.closesOn,
    },
  }
}

/** How the votes of a row are decided, as the form asks it. */
export type Weighing = 'equal' | 'adults' | 'listed'
const equalVotes = { isWeighted: false, weights: undefined }
export const weighingOf = ({ isWeighted, weights }: SetupForm['setup']): Weighing =>
  !isWeighted ? 'equal' : weights === undefined ? 'adults' : 'listed'

/** Another way to weigh; what was listed stays while it is listed. */
export const withWeighing = (form: SetupForm, weighing: Weighing): SetupForm => ({
  ...form,
  setup: {
    ...form.setup,
    ...(weighing === 'equal'
      ? equalVotes
      : {
          isWeighted: true,
          weights: weighing === 'listed' ? (form.setup.weights ?? { basis: '', people: [] }) : undefined,
        }),
  },
})

/** Another electorate or secrecy, without what it does not know and what could not be seen any more. */
export function withVoters(
  form: SetupForm,
  part: Partial<Pick<SetupForm['setup'], 'electorate' | 'secrecy'>>,
): SetupForm {
  const setup = { ...form.setup, ...part }
  const keeps =
    setup.secrecy === 'named' && (setup.electorate === 'household' || weighingOf(setup) !== 'adults')
  return {
    ...form,
    setup: {
      ...setup,
      ...(keeps ? {} : equalVotes),
      ...(!isByPerson(setup) && { takesUnconfirmed: undefined }),
    },
  }
}

/** Another way of answering, with figures that fit it. */
export const withMethod = (question: QuestionForm, method: PollMethod): QuestionForm => ({
  ...question,
  method,
  min: 1,
  max: method === 'single' ? 1 : question.options.length,
  scoreMax: method === 'score' ? 5 : 0,
  seats: 1,
})

/** Another list of options; the most that may be chosen never exceeds them. */
export const withOptions = (question: QuestionForm, options: readonly string[]): QuestionForm => ({
  ...question,
  options: [...options],
  max: question.method === 'single' ? 1 : Math.max(1, Math.min(options.length, question.max)),
  min: Math.min(question.min, Math.max(1, options.length)),
})

interface Standing {
  readonly candidate: NonNullable<QuestionForm['candidates']>[number]
  /** As it is written on the ballot. */
  readonly name: string
}

/** A choice among persons: options and candidates keep the same order. */
export const withCandidates = (question: QuestionForm, stands: readonly Standing[]): QuestionForm => ({
  ...withOptions(
    question,
    stands.map(({ name }) => name),
  ),
  candidates: stands.map(({ candidate }) => candidate),
})

/** A choice among things again, with empty options. */
export const withoutCandidates = (question: QuestionForm): QuestionForm => ({
  ...withOptions(question, ['', '']),
  candidates: undefined,
})

export interface SetupFault {
  readonly path: string
  readonly text: string
}

/** What of a question is not written yet, each at its own field. */
function emptyOf({ text, options, candidates }: QuestionForm, index: number, isOneOfSeveral: boolean) {
  const at = `setup.questions.${index}`
  const which = isOneOfSeveral ? `第 ${index + 1} 个问题的` : ''
  return [
    ...(text.trim() === ''
      ? [{ path: `${at}.text`, text: isOneOfSeveral ? `请写第 ${index + 1} 个问题` : '请写要问的问题' }]
      : []),
    ...options.flatMap((option, place): SetupFault[] =>
      option.trim() === ''
        ? [
            {
              path: `${at}.options.${place}`,
              text: `请写${which}${candidates ? `候选人 ${place + 1} 的姓名` : `选项 ${place + 1}`}`,
            },
          ]
        : [],
    ),
  ]
}

/** What is still empty, and what no law allows: every reason at once, with its article. */
export function faultsOf(form: SetupForm): readonly SetupFault[] {
  const { title, nodeId, setup } = form
  return [
    ...(title.trim() === '' ? [{ path: 'title', text: '请写标题' }] : []),
    ...(nodeId === '' ? [{ path: 'nodeId', text: '请选择范围' }] : []),
    ...setup.questions.flatMap((question, index) => emptyOf(question, index, setup.questions.length > 1)),
    ...setupRefusals(setup).map((refusal) => ({
      path: `setup.${refusal.path}`,
      text: refusalText(refusal),
    })),
  ]
}

/** What the server would refuse outright; a set-up that is only unlawful is kept as a draft. */
export const isSavable = (form: SetupForm): boolean =>
  (form.setup.weights?.people ?? []).every(isVotes) &&
  form.title.trim() !== '' &&
  form.nodeId !== '' &&
  form.setup.questions.length > 0 &&
  form.setup.questions.every(
    ({ text, options }) => text.trim() !== '' && options.every((option) => option.trim() !== ''),
  )

/** The texts without what was typed around them. */
export const trimmed = (form: SetupForm): SetupForm => ({
  ...form,
  title: form.title.trim(),
  about: form.about.trim(),
  setup: {
    ...form.setup,
    questions: form.setup.questions.map((question) => ({
      ...question,
      text: question.text.trim(),
      options: question.options.map((option) => option.trim()),
    })),
  },
})

/** The most mandates one person may hold here. */
export const mostProxies = ({ packId, cityId }: SetupForm['setup']): number => {
  const { proxiesPerHolder } = rulePacks[packId]
  return Math.min(proxiesPerHolder, cityPackOf(cityId)?.proxiesPerHolder ?? proxiesPerHolder)
}
