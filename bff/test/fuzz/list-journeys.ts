import type { Act, Journey } from './walk'

const upload: Act = ['community-staff', 'files.upload', { purpose: 'import_sheet' }]
const begin: Act = [
  'community-staff',
  'imports.begin',
  ({ told }) => ({ kind: 'rooms', fileId: told('files.upload', 'id') }),
]
const ofList = (operation: string): Act => [
  'community-staff',
  operation,
  ({ told }) => ({ id: told('imports.begin', 'id') }),
]

/** Lists into the roll: to the end, and stopped on the way. */
export const listJourneys: readonly Journey[] = [
  [
    upload,
    begin,
    'effects',
    ofList('imports.get'),
    ofList('imports.problems'),
    ofList('imports.confirm'),
    'effects',
    ofList('imports.get'),
  ],
  [upload, begin, ofList('imports.cancel')],
  [['community-admin', 'audit.export', ({ caller }) => ({ communityId: caller.communityId })]],
]
