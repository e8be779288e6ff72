import { calledIsNotDone, unnamedSayNothing } from './modules/bookings/bookings.migrations'
import { statementsKnowWhoIsNew, topicsHoldTheirPoll } from './modules/council/council.migrations'
import { boardHasFacets } from './modules/opinions/board/board.migrations'
import { printsHaveKeys, printsSayWhere } from './modules/opinions/intake/intake.migrations'
import { grantsHaveEnds } from './modules/people/people.migrations'
import { personsAreFound } from './modules/people/persons.migrations'
import { boxesHavePlaces } from './modules/polls/polls.migrations'
import { nodesHaveVersions } from './modules/space/space.migrations'
import type { Crypto } from './platform/crypto'
import type { Migration } from './platform/migrations/migrations'

/**
 * Changes of stored data, in the order of their ids; new ones are added at the end and none is ever changed after a
 * release (docs/deployment.md, "Upgrade").
 */
export const migrationsWith = (crypto: Crypto): readonly Migration[] => [
  nodesHaveVersions,
  grantsHaveEnds,
  personsAreFound(crypto),
  boardHasFacets,
  printsHaveKeys,
  topicsHoldTheirPoll,
  printsSayWhere,
  boxesHavePlaces,
  unnamedSayNothing,
  calledIsNotDone,
  statementsKnowWhoIsNew,
]
