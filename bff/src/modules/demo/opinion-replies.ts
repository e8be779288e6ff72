import type { RejectReason } from '@linli/shared/opinions/opinions.catalogue'

/** What the demo staff ask back, by the group of the category. */
const questionTexts: Readonly<Record<string, readonly string[]>> = {
  property: ['请问方便网格员什么时候上门看一下？', '请问是几单元几楼，方便的话补一张照片。'],
  sanitation: ['请问大概是几楼到几楼，方便的话补一张照片。'],
  traffic: ['请问车牌号是多少，方便的话补一张照片。'],
  noise: ['请问一般在几点到几点，是每天都有吗？'],
  facilities: ['请问大概在什么位置，方便的话补一张照片。'],
}
const questionsElsewhere: readonly string[] = ['请问方便网格员什么时候给您打电话，细说一下？']

/** What the staff may ask about an opinion of this category. */
export const questionsAbout = (categoryCode: string): readonly string[] =>
  questionTexts[categoryCode.split('.')[0] ?? ''] ?? questionsElsewhere

export const noteTexts: readonly string[] = [
  '已电话联系过一次，没有接，晚些再打。',
  '现场看过，情况属实，物业答应两天内处理。',
  '这户有行动不便的老人，上门前先打电话。',
]

export const ratings: readonly { solved: 'yes' | 'partly' | 'no'; score: number; comment: string }[] = [
  { solved: 'yes', score: 5, comment: '很快，还回访了，谢谢' },
  { solved: 'yes', score: 5, comment: '' },
  { solved: 'yes', score: 4, comment: '解决了，就是等得久了一点' },
  { solved: 'partly', score: 3, comment: '好了一些，还想再看看' },
  { solved: 'yes', score: 5, comment: '说得清楚，人也耐心' },
  { solved: 'no', score: 2, comment: '只是口头答应，没有变化' },
  { solved: 'yes', score: 4, comment: '' },
]

/** What leads to a call back, whatever is drawn. */
export const unhappyRating = {
  solved: 'no',
  score: 2,
  comment: '过了几天又和以前一样，没有人再来看',
} as const

/** Texts that end with a refusal, and why. */
export const refusals: Readonly<Record<string, RejectReason>> = {
  河对岸工地夜里十一点还在打桩: 'not_here',
  装修押金交了半年: 'court',
  两家共用的隔墙裂了一条缝: 'court',
  早上六点就有人在步道放音乐打拳: 'closed_already',
  听说基站每年给小区一笔场地费: 'disclosure_request',
  接孩子的车把小区路堵住: 'not_here',
}
