import { addDays, dayOf, dayText, instantOf } from '@linli/shared/time'
import type { NoticesService } from '../notices/notices.service'
import type { DemoCast } from './demo-cast'
import type { Step } from './demo-time'
import type { DemoTree } from './demo-tree'
import { qingheNotices, zhichunNotices, type NoticeText } from './notice-texts'

/** A notice that went out, for those who read it afterwards. */
export interface ToldNotice {
  readonly id: string
  readonly communityId: string
  readonly publishedAt: Date
  readonly text: NoticeText
}

export interface NoticeStory {
  readonly steps: Step[]
  /** Filled while the steps run. */
  readonly told: ToldNotice[]
}

const HOUR_MS = 3_600_000

/** The notices of the demo street as things that happened. */
export function storyOfNotices(deps: {
  notices: NoticesService
  tree: DemoTree
  cast: DemoCast
  now: Date
}): NoticeStory {
  const { notices, tree, cast, now } = deps
  const today = dayOf(now)
  const told: ToldNotice[] = []

  const when = (text: NoticeText, index: number): Date => {
    const planned = instantOf(addDays(today, text.day), 8 * 60 + 30 + index * 7)
    // What appeared today has appeared before now, however early it is.
    return text.day <= 0 && planned >= now ? new Date(now.getTime() - HOUR_MS) : planned
  }

  const all = [
    ...qingheNotices.map((text) => ({ text, community: '青禾社区', author: '陈立新' })),
    ...zhichunNotices.map((text) => ({ text, community: '知春社区', author: '许文' })),
  ]
  const steps = all.flatMap(({ text, community, author }, index): Step[] => {
    const actor = cast.staff(author)
    const communityId = tree.community(community)
    const writtenAt = new Date(Math.min(when(text, index).getTime(), now.getTime()) - HOUR_MS / 2)
    let id = ''
    let version = 0
    const write: Step = {
      at: writtenAt,
      run: async () => {
        const view = await notices.create(actor, {
          title: dated(text.title, today),
          summary: dated(text.summary, today),
          html: htmlOf(text.body),
          category: text.category,
          disclosureClass: text.disclosureClass ?? null,
          facts: (text.facts ?? []).map((fact) => ({ ...fact, value: dated(fact.value, today) })),
          coverId: null,
          attachmentIds: [],
          audience: {
            visibility: text.visibility,
            nodeIds: text.places.map((place) => nodeId(tree, community, place)),
            tags: [...(text.tags ?? [])],
          },
          mustConfirm: text.mustConfirm ?? false,
          expiresAt:
            text.expiresDay === undefined ? null : instantOf(addDays(today, text.expiresDay)).toISOString(),
          communityId,
        })
        id = view.id
        version = view.version
      },
    }
    if (text.stage === 'draft') return [write]
    if (text.stage === 'scheduled') {
      const at = new Date(writtenAt.getTime() + 60_000)
      const run = async (): Promise<void> => {
        await notices.schedule(actor, id, version, instantOf(addDays(today, text.day), 9 * 60))
      }
      return [write, { at, run }]
    }
    const publishedAt = when(text, index)
    const publish: Step = {
      at: publishedAt,
      run: async () => {
        version = (await notices.publish(actor, id, version)).version
        if (text.pinnedDays !== undefined) {
          version = (await notices.pin(actor, id, version, addDays(today, text.pinnedDays))).version
        }
        told.push({ id, communityId, publishedAt, text })
      },
    }
    const { withdrawReason } = text
    if (withdrawReason === undefined) return [write, publish]
    const withdraw: Step = {
      at: new Date(publishedAt.getTime() + 30 * HOUR_MS),
      run: async () => {
        await notices.withdraw(actor, id, version, withdrawReason)
      },
    }
    return [write, publish, withdraw]
  })
  return { steps, told }
}

/** `{day+5}` → `11月28日`. */
const dated = (text: string, today: string): string =>
  text.replace(/\{day\+(\d+)\}/g, (_, days: string) => dayText(addDays(today, Number(days)), today))

function htmlOf(body: readonly string[]): string {
  const parts: string[] = []
  let items: string[] = []
  const closeList = (): void => {
    if (items.length > 0) parts.push(`<ul>${items.join('')}</ul>`)
    items = []
  }
  for (const line of body) {
    if (line.startsWith('- ')) items.push(`<li>${line.slice(2)}</li>`)
    else {
      closeList()
      parts.push(`<p>${line}</p>`)
    }
  }
  closeList()
  return parts.join('')
}

const nodeId = (tree: DemoTree, community: string, place: string): string =>
  place === community ? tree.community(community) : tree.at(community, place)._id
