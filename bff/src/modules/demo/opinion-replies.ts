import type { RejectReason } from '@linli/shared/opinions/opinions.catalogue'

/** What the demo staff answer, by the group of the category; chosen in turn. */
export const replyTexts: Readonly<Record<string, readonly string[]>> = {
  property: [
    '已和锦程物业现场看过，配件今天到，明天上午更换，换好后请您再试一次。',
    '物业已派师傅上门处理，费用由物业承担。之后一周网格员会回访两次。',
    '明细已贴在单元公告栏和居务公开里，有看不懂的项目可以到社区一起核对。',
  ],
  sanitation: [
    '已清理完毕并冲洗地面，网格员拍照核对过。这里加到每周三的巡查里。',
    '已联系住户，周五上午搬走；没搬的由物业代为清理，提前贴了告知单。',
    '已请消杀公司处理，一周后再做一次。投放点延长到晚上九点半。',
  ],
  traffic: [
    '已和物业、交警一起现场劝离，补画了标线，并装了摄像头提醒。',
    '已联系车主挪走，并约定以后按登记车位停放。再被占请直接打值班电话。',
    '物业已报维修，本周内修好四个充电口，下月再加六个。',
  ],
  noise: [
    '网格员和物业一起上门谈过，对方答应晚上十点后不再挪动家具，已铺地垫。',
    '已和负责人约定：工作日 12:00 至 14:00、周末全天不做有噪声的施工。',
    '已请设备单位加装减振垫，下周三测一次夜间数值，结果告诉您。',
  ],
  facilities: [
    '已更换灯具并检查同一线路，今晚起正常。再有不亮请拍照发来。',
    '已围挡并贴提示，维修单位明天进场，预计三天完成。',
    '已疏通并清运淤泥，雨前再查一遍。',
  ],
  neighbours: [
    '社区人民调解员已约两家周六上午十点在调解室见面，请带上照片和维修报价。',
    '已一起上楼查看，是地漏老化，楼上同意本周更换，社区跟到修好。',
  ],
  affairs: [
    '可以在社区窗口办，带身份证和户口本，工作日 9:00 至 17:00，不用预约。',
    '家里人可以代办，带双方身份证和委托书，委托书样式在窗口有。',
  ],
  care: [
    '已上门看望，老人平安。网格员以后每周二、周五上门。',
    '老年食堂可以送到楼上，中午 11:30 左右，先登记口味和忌口。',
  ],
  safety: [
    '已和派出所一起上门查看并登记，请大家不要开门，遇到再来立即打 110。',
    '已在楼道贴提示，并给独居老人逐户打了电话。',
  ],
  culture: ['活动室周三下午空着，填一张登记表就可以用，表在服务台。', '已登记，活动定下来后网格员会联系您。'],
  'self-governance': [
    '已列入下月居民议事会的议题，开会前一周贴通知，欢迎您来说。',
    '分项已补充到居务公开里，请您查看。',
  ],
  other: ['谢谢您的建议，已和物业商定位置，下周画线。', '您的话已转给本人和他的同事，谢谢您。'],
}

export const questionTexts: readonly string[] = [
  '请问大概是几楼到几楼，方便的话补一张照片。',
  '请问一般在几点到几点，是每天都有吗？',
  '请问是左边还是右边那一部，轿厢里的编号能看到吗？',
  '请问方便网格员什么时候上门看一下？',
]

export const noteTexts: readonly string[] = [
  '已电话联系过一次，没有接，下午再打。',
  '现场看过，情况属实，物业答应两天内处理。',
  '这户有行动不便的老人，上门前先打电话。',
]

export const ratings: readonly { solved: 'yes' | 'partly' | 'no'; score: number; comment: string }[] = [
  { solved: 'yes', score: 5, comment: '很快，还回访了，谢谢' },
  { solved: 'yes', score: 5, comment: '' },
  { solved: 'yes', score: 4, comment: '解决了，就是等得久了一点' },
  { solved: 'partly', score: 3, comment: '好了一些，晚上偶尔还有' },
  { solved: 'yes', score: 5, comment: '师傅很耐心' },
  { solved: 'no', score: 2, comment: '只是口头答应，没有变化' },
  { solved: 'yes', score: 4, comment: '' },
]

/** Texts that end with a refusal, and why. */
export const refusals: Readonly<Record<string, RejectReason>> = {
  河对岸工地夜里十一点还在打桩: 'not_here',
  装修押金交了半年: 'court',
  两家共用的隔墙裂了一条缝: 'court',
  早上六点就有人在步道放音乐打拳: 'closed_already',
  听说基站每年给小区一笔场地费: 'disclosure_request',
  接孩子的车把小区路堵住: 'not_here',
}
