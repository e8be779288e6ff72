import { eventually } from '../eventually'
import { RESIDENT, STAFF, asResident, asStaff, first, type Item, type Pages } from './stage'

interface TopicItem extends Item {
  readonly status: string
  readonly supported: boolean
}
interface Deliberation {
  readonly statements: readonly { readonly text: string; readonly stance: string | null }[]
}

const topicNamed = async (words: string): Promise<string> => {
  const { items } = await asResident<{ items: readonly TopicItem[] }>(
    `/topics?q=${encodeURIComponent(words)}`,
  )
  return first(items, words).id
}
const waitingTopic = async (): Promise<TopicItem> =>
  first(
    (await asStaff<{ items: readonly TopicItem[] }>('/staff/topics?filter=waiting')).items,
    'waiting topic',
  )
const TITLE = '在车棚旁边装一个打气筒'

export const topicPages: Pages = {
  'packages/council/topics': {
    who: RESIDENT,
    address: () => '/packages/council/topics',
    heading: /^议题$/,
    words: /充电车棚[\s\S]*人支持/,
    async act(page) {
      await page.press(/^支持寒假把社区图书室/)
      const { items } = await eventually(
        () => asResident<{ items: readonly TopicItem[] }>(`/topics?q=${encodeURIComponent('图书室')}`),
        (answer) => answer.items[0]?.supported === true,
        'the support',
      )
      expect(items).toHaveLength(1)
    },
  },
  'packages/council/topic': {
    who: RESIDENT,
    address: async () => `/packages/council/topic?id=${await topicNamed('充电车棚')}`,
    heading: /^在 6 号楼北侧加装充电车棚$/,
    words: /想请大家决定什么[\s\S]*为什么提[\s\S]*经过/,
    async act(page) {
      await page.press('支持')
      await page.untilText('不再支持')
      const { items } = await asResident<{ items: readonly TopicItem[] }>(
        `/topics?q=${encodeURIComponent('车棚')}`,
      )
      expect(first(items, '车棚').supported).toBe(true)
    },
  },
  'packages/council/propose': {
    who: RESIDENT,
    address: () => '/packages/council/propose',
    heading: /^提一个议题$/,
    words: /是什么事[\s\S]*想请大家决定什么[\s\S]*为什么提/,
    async act(page) {
      await page.type('title', TITLE)
      await page.type('wish', '在车棚旁边装一个公用的打气筒')
      await page.type('why', '轮胎没气时要走很远')
      await page.press('提出议题')
      await eventually(
        () => asResident<{ items: readonly TopicItem[] }>('/topics/mine'),
        ({ items }) => items[0]?.title === TITLE && items[0].status === 'submitted',
        'the proposal',
      )
    },
  },
  'packages/council/deliberation': {
    who: RESIDENT,
    address: async () => `/packages/council/deliberation?id=${await topicNamed('广场舞')}`,
    heading: /^夜间广场舞的时间和音量$/,
    words: /大家的共识[\s\S]*您同意这一句吗/,
    async act(page) {
      await page.press('同意')
      const id = await topicNamed('广场舞')
      await eventually(
        () => asResident<Deliberation>(`/topics/${id}/deliberation`),
        ({ statements }) => statements.some(({ stance }) => stance === 'agree'),
        'the stance',
      )
    },
  },
}

export const chainPages: Pages = {
  'packages/council/chain': {
    who: RESIDENT,
    address: async () => `/packages/council/chain?id=${await topicNamed('垃圾投放')}`,
    heading: /^把垃圾投放时间延长到晚上九点半$/,
    words: /意见[\s\S]*没有经过表决[\s\S]*决议[\s\S]*更换投放点的时间牌/,
    async act(page) {
      await page.press('确认做好了')
      const id = await topicNamed('垃圾投放')
      await eventually(
        () => asResident<{ tasks: readonly { mine: boolean | null }[] }>(`/topics/${id}/chain`),
        ({ tasks }) => tasks.some(({ mine }) => mine === true),
        'the word of a neighbour',
      )
    },
  },
}

export const topicDeskPages: Pages = {
  'packages/staff-council/topics': {
    who: STAFF,
    address: () => '/packages/staff-council/topics',
    heading: /^议题$/,
    words: /等我们答复[\s\S]*靠背的长椅/,
    async act(page, app) {
      const { id, title } = await waitingTopic()
      await page.press(new RegExp(`^${title}`))
      const opened = await app.at('packages/staff-council/topic')
      expect(opened.options['id']).toBe(id)
    },
  },
  'packages/staff-council/topic': {
    who: STAFF,
    address: async () => `/packages/staff-council/topic?id=${(await waitingTopic()).id}`,
    heading: /靠背的长椅/,
    words: /提出人[\s\S]*周\*\*[\s\S]*想请大家决定什么/,
    async act(page) {
      const { id } = await waitingTopic()
      await page.press('通过，征集支持')
      await eventually(
        () => asStaff<TopicItem>(`/staff/topics/${id}`),
        ({ status }) => status === 'gathering',
        'the screening',
      )
    },
  },
}
