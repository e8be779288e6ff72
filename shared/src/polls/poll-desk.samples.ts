import type { PollDeskView, PollDraft } from './poll-desk.schema'
import { sampleItem } from './polls.parts.schema'

const sampleSetup: PollDraft['setup'] = {
  packId: 'straw_poll',
  cityId: null,
  matter: 'general',
  ownerItem: null,
  secrecy: 'secret',
  electorate: 'person',
  questions: [
    {
      kind: 'motion',
      text: '是否同意把中心花园的空地改成晾衣区？',
      method: 'single',
      options: ['同意', '反对'],
      min: 1,
      max: 1,
      scoreMax: 0,
      seats: 1,
    },
  ],
  isWeighted: false,
  quorum: null,
  majority: null,
  majorityOf: 'cast',
  silent: 'not_participating',
  followProofs: { clause: '', deliveredToEach: false, warnedOnBallot: false, reviewedByStreet: false },
  proxiesPerHolder: 0,
  opensOn: '2026-12-20',
  closesOn: '2026-12-26',
}
const sampleId = 'pol_1BoxkVZLBjFjeN8D7rQ2wX'
/** What the documentation of the API shows of a draft. */
export const sampleDraft: PollDraft = {
  title: sampleItem.title,
  about: '',
  nodeId: 'nod_1BoxkVZLBjFjeN8D7rQ2wX',
  setup: sampleSetup,
  electorIds: [],
}
export const sampleDesk: PollDeskView = {
  ...sampleItem,
  version: 0,
  draft: sampleDraft,
  people: [],
  facts: {
    ...{ noticeDay: null, partyStudyOn: null, committeeMembers: null },
    ...{ attendanceRule: '', authorisation: '', willBeFiled: false },
    ...{ paperPlace: '', deliveryKept: false },
  },
  ...{ papers: 0, papersVoided: 0 },
  refusals: [],
  checklist: [],
  roll: null,
  openObjections: 0,
  turnout: null,
  closing: null,
  resultDueOn: null,
  root: null,
  outcomes: [],
  notMe: 0,
  openNotMe: 0,
  ...{ signatures: [], declined: [], awaited: [], official: null },
  abilities: { prepare: true },
}
export const sampleMoved = { id: sampleId, phase: 'preparing' as const, version: 1 }
