import type { Deps } from '../../deps'
import { createMessagesRepository } from '../messages/messages.repository'
import { createHouseholdsRepository } from '../notices/households.repository'
import { createReceiptsRepository } from '../notices/receipts.repository'
import { createPeopleRepository } from '../people/people.repository'
import { createResidenciesRepository } from '../people/residencies.repository'
import type { OpinionRow } from '../opinions/opinion.model'
import type { PersonRow } from '../people/person.model'
import type { ResidencyRow } from '../people/residency.model'
import { createAccountsRepository } from '../session/accounts.repository'
import { createNodeVersionsRepository } from '../space/node-versions.repository'
import { createSpaceRepository } from '../space/space.repository'
import { createDemoAccounts, type DemoApplicant } from './demo-accounts'
import { tellOfBookings } from './demo-bookings'
import { tellOfTheCall, tellOfTheProxy } from './demo-care'
import { createCast, type DemoCast } from './demo-cast'
import { tellOfHomes } from './demo-homes'
import { tellOfTheRoll } from './demo-kin'
import { storyOfNotices, type ToldNotice } from './demo-notices'
import { storyOfOpinions } from './demo-opinions'
import { demoPosts } from './demo-people'
import { gatherSupport, storeSupport } from './demo-supports'
import { addDemoPhotos } from './demo-photos'
import { storyOfPolls } from './demo-polls'
import { storyOfMeetings } from './demo-meetings'
import { countDemoTopics, storyOfTopics } from './demo-topics'
import { createDemoRandom, type DemoRandom } from './demo-random'
import { drawReceipts, type Receipts } from './demo-receipts'
import { createRehearsal } from './demo-rehearsal'
import { drawRoll } from './demo-roll'
import { createStoryClock, tell } from './demo-time'
import { planTree, type DemoTree } from './demo-tree'
import { tellOfWebhooks } from './demo-webhooks'

const SEED = 20_261_123
const DAY_MS = 86_400_000
const TREE_AGE_MS = 400 * DAY_MS
/** Messages older than this have been read. */
const READ_AFTER_MS = 2 * DAY_MS

/** The street before anything happens in it. */
interface Street {
  readonly tree: DemoTree
  readonly cast: DemoCast
  readonly residencies: readonly ResidencyRow[]
  readonly persons: readonly PersonRow[]
  readonly applicants: readonly DemoApplicant[]
}

/**
 * Fills an empty database with the demo street: a tree, its people, staff of every role, notices and opinions in
 * every state, dated back from now. Not safe to run twice; demo-mode.ts sees to that.
 */
export async function seedDemo(deps: Deps): Promise<void> {
  const random = createDemoRandom(SEED)
  const street = await seedStreet(deps, random)
  const told = await tellStories(deps, random, street)
  await tellOfTheRoll(deps, street.cast, street.persons)
  await tellOfTheProxy(deps, street.tree, street.cast)
  await tellOfTheCall(deps, street.cast, told)
  await tellOfHomes(deps, street.tree, street.cast, street.applicants)
  await tellOfBookings(deps, street.tree, street.cast)
}

async function seedStreet(deps: Deps, random: DemoRandom): Promise<Street> {
  const { connection, ids, clock, crypto } = deps
  const now = clock.now()
  const tree = planTree(ids, new Date(now.getTime() - TREE_AGE_MS), now)
  await createSpaceRepository(connection).insertMany(tree.rows)
  await createNodeVersionsRepository(connection).insertMany(tree.versions)

  const accounts = createDemoAccounts({ ids, crypto, now })
  const drawn = drawRoll(tree, random, now)
  const { persons, residencies, bindings } = accounts.settle(drawn)
  const { grants } = accounts.appoint(demoPosts, tree)
  accounts.welcomeNewcomers(tree)
  const applicants = accounts.welcomeApplicants(tree)

  const accountRows = createAccountsRepository(connection)
  await accountRows.insert(accounts.rows.accounts)
  await accountRows.insertIdentities(accounts.rows.identities)
  await accountRows.addConsents(accounts.rows.consents)
  const people = createPeopleRepository(connection)
  await people.insertPersons(persons)
  await people.insertBindings(bindings)
  await people.insertGrants(grants)
  await createResidenciesRepository(connection).insertMany(residencies)

  const names = new Map(persons.map((person) => [person._id, person.name]))
  const rooms = new Map(residencies.map((row) => [row.personId, row.roomLabel]))
  const bound = bindings.map((binding) => ({
    binding,
    name: names.get(binding.personId) ?? '',
    roomLabel: rooms.get(binding.personId) ?? '',
  }))
  return { tree, cast: createCast(tree, grants, bound), residencies, persons, applicants }
}

/** Everything goes through the features themselves, in the order of its time, by a clock that is wound on. */
async function tellStories(deps: Deps, random: DemoRandom, street: Street): Promise<OpinionRow[]> {
  const { connection } = deps
  const { tree, cast } = street
  const now = deps.clock.now()
  const clock = createStoryClock(new Date(now.getTime() - TREE_AGE_MS))
  const rehearsal = createRehearsal(deps.at(clock), clock)
  const { notices, opinions, desk, cases, jobs, polls, council, stage, drain, storeAudit } = rehearsal
  const { remindVoters: remind } = rehearsal
  const noticeStory = storyOfNotices({ notices, tree, cast, now })
  const opinionSteps = storyOfOpinions({ opinions, desk, cases, tree, cast, random, now })
  const pollSteps = storyOfPolls({ connection, polls, tree, cast, remind, now })
  const topicSteps = storyOfTopics({ council, tree, cast, cases: stage.opinions.rows, now })
  const meetingSteps = storyOfMeetings({ council, tree, cast, now })
  const steps = [...noticeStory.steps, ...opinionSteps, ...pollSteps, ...topicSteps, ...meetingSteps]
  await tell(steps, clock, async () => {
    await jobs.lapseUnrated()
    await drain()
  })
  await countDemoTopics(council, clock, now)
  await storeAudit()

  const { receipts, outcomes, settled } = drawStreetReceipts(deps, random, street, noticeStory.told)
  stage.households.apply(outcomes)
  for (const [targetId, accountIds] of settled) {
    await stage.messages.repository.settle({ topic: 'notice', targetId }, accountIds)
  }
  stage.messages.readAll(new Date(now.getTime() - READ_AFTER_MS))

  await createReceiptsRepository(connection).seedMany(receipts)
  await createHouseholdsRepository(connection).seedMany(stage.households.rows())
  await createMessagesRepository(connection).seedMany(stage.messages.rows())
  const { repository } = deps.services.opinions
  const told = stage.opinions.rows()
  await addDemoPhotos(deps, told, (accountId) => cast.byAccount(accountId))
  const supports = gatherSupport({ cases: told, cast, random, now })
  await repository.insertMany(told)
  await storeSupport(deps, supports, told)
  await tellOfWebhooks(deps, cast, told)
  await Promise.all(
    stage.opinions
      .authors()
      .map(({ accountId, communityId }) => repository.rememberAuthor(accountId, communityId)),
  )
  return told
}

function drawStreetReceipts(
  deps: Deps,
  random: DemoRandom,
  { tree, cast, residencies }: Street,
  told: readonly ToldNotice[],
): Receipts {
  const visitor = (row: ResidencyRow) => {
    const name = visitors.find(([estate]) => row.roomLabel.startsWith(estate))?.[1] ?? '何涛'
    return { id: cast.staff(name).accountId, name }
  }
  return drawReceipts({
    told,
    audienceOf: ({ communityId, text }) => ({
      nodeIds: text.places.map((place) => nodeOf(tree, communityId, place)),
      tags: text.tags ?? [],
    }),
    residencies,
    visitor,
    waiting: new Set(['周玉兰', '吴桂英', '林晓峰'].map((name) => cast.resident(name).actor.accountId)),
    random,
    ids: deps.ids,
    now: deps.clock.now(),
  })
}

/** Who rings at the doors of which estate. */
const visitors = [
  ['锦和苑', '李敏'],
  ['清河新村', '毛建芳'],
  ['知春园', '白晓梅'],
  ['学府里', '丁志华'],
] as const

const nodeOf = (tree: DemoTree, communityId: string, label: string): string =>
  tree.rows.find((row) => row.communityId === communityId && row.label === label)?._id ?? communityId
