import type { Deps } from '../../deps'
import type { Actor } from '../../platform/actor'
import type { DemoApplicant } from './demo-accounts'
import { demoActor, type DemoCast } from './demo-cast'
import type { DemoTree } from './demo-tree'

const HOUR_MS = 3_600_000
/** Nobody sends anything from the demo's own address. */
const ADDRESS = '127.0.0.1'

/** What they ask for, in the order of the applicants: one due tomorrow, one that has waited too long. */
const requests = [
  {
    hoursAgo: 20,
    room: '锦和苑 4 号楼 1 单元 302',
    relation: 'tenant',
    note: '上周刚租下，合同在手里，手机号没有登记过',
  },
  { hoursAgo: 120, room: '锦和苑 3 号楼 1 单元 401', relation: 'family', note: '和父母一起住' },
] as const

/**
 * Who is on the way into a home: two requests for the office, and an invitation an owner has made for her family.
 * Told through the features themselves.
 */
export async function tellOfHomes(
  deps: Deps,
  tree: DemoTree,
  cast: DemoCast,
  applicants: readonly DemoApplicant[],
): Promise<void> {
  const communityId = tree.community('青禾社区')
  const now = deps.clock.now().getTime()
  const at = (hoursAgo: number) => deps.at({ now: () => new Date(now - hoursAgo * HOUR_MS) }).services.homes
  const roomOf = (label: string): string => tree.at('青禾社区', label)._id
  for (const [index, { hoursAgo, room, relation, note }] of requests.entries()) {
    const applicant = applicants[index]
    if (!applicant) continue
    const actor: Actor = demoActor(applicant.accountId, null, communityId, [])
    await at(hoursAgo).requests.submit(
      { actor, ip: ADDRESS },
      { roomId: roomOf(room), relation, subject: 'self', name: applicant.name, note },
    )
  }
  await at(30).invitations.invite(cast.resident('周玉兰').actor, {
    ...{ roomId: roomOf('锦和苑 3 号楼 2 单元 501'), relation: 'family' },
  })
}
