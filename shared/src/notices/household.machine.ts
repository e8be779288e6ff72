import { defineMachine, statusesOf, type StatusOf } from '../machine'

/**
 * What is known of one household and one notice. It only ever grows: a confirmation outweighs a visit at the
 * door, a visit outweighs a mere reading, and nothing takes a confirmation back.
 */
export const householdMachine = defineMachine({
  'not-yet': { read: 'read', tell: 'told', confirm: 'confirmed' },
  read: { tell: 'told', confirm: 'confirmed' },
  told: { confirm: 'confirmed' },
  confirmed: {},
})
export type HouseholdState = StatusOf<typeof householdMachine>
export const householdStates = statusesOf(householdMachine)
