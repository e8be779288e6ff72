import type { DraftQuestion, PollSetup } from './setup.rules'

const motion: DraftQuestion = {
  kind: 'motion',
  text: '是否同意？',
  method: 'single',
  options: ['同意', '反对'],
  min: 1,
  max: 1,
  scoreMax: 0,
  seats: 1,
}

/** A residents' meeting about one motion: what a new form starts with. */
export const residentsSetup: PollSetup = {
  packId: 'residents_meeting',
  cityId: null,
  matter: 'general',
  ownerItem: null,
  secrecy: 'named',
  electorate: 'person',
  questions: [motion],
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

/** Owners of Hangzhou choose who manages the estate. */
export const ownersSetup: PollSetup = {
  ...residentsSetup,
  packId: 'owners_decision',
  cityId: 'hangzhou',
  matter: 'owners_item',
  ownerItem: 4,
  electorate: 'owner',
}

/** The plainest poll: what people think, secretly. */
export const strawSetup: PollSetup = {
  ...residentsSetup,
  packId: 'straw_poll',
  secrecy: 'secret',
}
