import type { AuditRow } from '../../platform/audit/audit-row.model'
import { lookOf } from './looks.rules'

const row = (action: string, detail: AuditRow['detail']): AuditRow => ({
  ...{ _id: 'aud_1', communityId: 'nod_1', at: new Date(0), actorId: 'acc_1', actorRole: 'grid_worker' },
  ...{ action, targetType: 'person', targetId: 'per_1', detail },
})

test.each([
  ['person.unmask', { field: 'phone', purpose: 'visit' }, { what: 'phone', purpose: 'visit' }],
  ['person.unmask', { field: 'id_number', purpose: 'verify' }, { what: 'id_number', purpose: 'verify' }],
  ['tag.look', { purpose: 'emergency' }, { what: 'sensitive_marks', purpose: 'emergency' }],
  ['correction.open', { correctionId: 'dco_1' }, { what: 'correction', purpose: 'correct' }],
  ['home_request.look_proof', { purpose: 'verify' }, { what: 'proof', purpose: 'verify' }],
  // A purpose of a later release is not guessed at.
  ['tag.look', { purpose: 'something_new' }, { what: 'sensitive_marks', purpose: null }],
])('%s with %j is told as %j', (action, detail, told) => {
  expect(lookOf(row(action, detail))).toEqual(told)
})
