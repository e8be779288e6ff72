import type { Migration } from '../../platform/migrations/migrations'
import { createWalks } from '../../platform/migrations/walk-rows'
import { createBallotBoxes, mostBallots } from './ballot-box.repository'
import type { PollRow } from './poll.model'

/**
 * Boxes of the release before have no numbered places laid out. Those that are still filled get them beside what is in
 * them already; the ballots of before stay as they are and are counted with the others.
 */
export const boxesHavePlaces: Migration = {
  id: '0008-boxes-have-numbered-places',
  async run(context) {
    const { connection } = context
    const polls = connection.getClient().db(connection.name).collection<PollRow>('polls')
    const boxes = createBallotBoxes(connection)
    const walk = createWalks(context)
    await walk('lay out', polls, { status: { $in: ['frozen', 'sealing'] } }, async (rows) => {
      for (const { _id, frozen, roll } of rows)
        if (frozen?.secrecy === 'secret') await boxes.open(_id, mostBallots({ roll, frozen }))
    })
  },
}
