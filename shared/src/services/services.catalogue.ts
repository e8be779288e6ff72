/**
 * The service items a new community starts with (reference: domain facts §5.2, 32 items). They are tenant data:
 * staff change them, and a booking keeps the version it was made under.
 * Limits and materials differ from place to place; `confirmed` says that a limit stands in a national text
 * and not only in practice. The others are shown with 以当地办事指南为准.
 */

/** 必交 · 可以后补 (容缺) · 我们能核对，不用带 (social assistance act art. 62: what can be checked is not asked for). */
export const materialNeeds = ['required', 'later', 'checked'] as const
export type MaterialNeed = (typeof materialNeeds)[number]

export const materialNeedLabel: Readonly<Record<MaterialNeed, string>> = {
  required: '必须带',
  later: '可以后补',
  checked: '我们来核对，不用带',
}

export interface Material {
  readonly name: string
  readonly need: MaterialNeed
}

export const limitUnits = ['at-once', 'hours', 'workdays', 'days'] as const
export type LimitUnit = (typeof limitUnits)[number]

/** How long the matter may take after the papers are complete. */
export interface ServiceLimit {
  readonly unit: LimitUnit
  /** In `unit`; 0 for at once. */
  readonly amount: number
  /** Law, regulation or guide it comes from. */
  readonly source: string
  readonly confirmed: boolean
}

/** Who may come instead of the person. */
export const actingRules = ['self', 'family', 'anyone'] as const
export type ActingRule = (typeof actingRules)[number]

export const actingRuleLabel: Readonly<Record<ActingRule, string>> = {
  self: '须本人到场',
  family: '家人可以代办',
  anyone: '写委托书，别人可以代办',
}

export const serviceGroups = [
  { code: 'residence', label: '落户居住' },
  { code: 'elders', label: '养老' },
  { code: 'disability', label: '助残' },
  { code: 'relief', label: '救助' },
  { code: 'medical', label: '看病报销' },
  { code: 'family', label: '生育养育' },
  { code: 'work', label: '就业' },
  { code: 'veterans', label: '退役军人' },
  { code: 'law', label: '法律调解' },
  { code: 'home', label: '住房装修' },
  { code: 'community', label: '社区生活' },
] as const
export type ServiceGroup = (typeof serviceGroups)[number]['code']

export interface ServiceDefault {
  readonly code: string
  readonly label: string
  readonly group: ServiceGroup
  /** What people call it: 老年证 finds the card of respect. */
  readonly words: readonly string[]
  readonly materials: readonly Material[]
  readonly limit: ServiceLimit | null
  readonly acting: ActingRule
  /** Who qualifies, in one sentence; empty when everybody does. */
  readonly condition: string
  readonly fee: string
}

const must = (...names: string[]): Material[] => names.map((name) => ({ name, need: 'required' }))
const later = (...names: string[]): Material[] => names.map((name) => ({ name, need: 'later' }))
const checked = (...names: string[]): Material[] => names.map((name) => ({ name, need: 'checked' }))
const law = (unit: LimitUnit, amount: number, source: string): ServiceLimit => ({
  unit,
  amount,
  source,
  confirmed: true,
})
const usual = (unit: LimitUnit, amount: number): ServiceLimit => ({
  unit,
  amount,
  source: '当地办事指南',
  confirmed: false,
})
const FREE = '不收费'

type Row = Omit<ServiceDefault, 'condition' | 'fee' | 'acting'> &
  Partial<Pick<ServiceDefault, 'condition' | 'fee' | 'acting'>>
const item = (row: Row): ServiceDefault => ({ condition: '', fee: FREE, acting: 'family', ...row })

export const defaultServices: readonly ServiceDefault[] = [
  item({
    code: 'residence-permit',
    label: '居住证申领',
    group: 'residence',
    words: ['居住证', '暂住证', '办居住证', '签注'],
    materials: must('身份证', '近期照片', '租约、房产证或单位住宿证明', '就业或就读材料'),
    limit: law('days', 15, '居住证暂行条例'),
    acting: 'self',
    condition: '在本地住满半年；领证后每年签注一次',
    fee: '首次领取不收费',
  }),
  item({
    code: 'temporary-residence',
    label: '流动人口居住登记',
    group: 'residence',
    words: ['暂住登记', '流动人口', '租房登记', '外地人登记'],
    materials: must('身份证', '住址信息'),
    limit: usual('workdays', 1),
    acting: 'anyone',
    condition: '暂住 3 日以上应当申报',
  }),
  item({
    code: 'residence-statement',
    label: '居住情况证明',
    group: 'residence',
    words: ['居住证明', '住址证明', '在这里住的证明'],
    materials: must('身份证', '房产证或租约'),
    limit: usual('workdays', 3),
    condition: '要先核对有没有法律法规依据，没有依据的不出具',
  }),
  item({
    code: 'household-cancellation',
    label: '去世后户口注销指引',
    group: 'residence',
    words: ['注销户口', '销户', '去世', '死亡证明'],
    materials: must('医院或公安出具的死亡证明', '户口簿'),
    limit: usual('at-once', 0),
    condition: '城市在葬前向派出所申报',
  }),
  item({
    code: 'elder-card',
    label: '老年优待证',
    group: 'elders',
    words: ['老年证', '敬老卡', '老人证', '公交卡', '优待证'],
    materials: must('身份证', '近期照片'),
    limit: usual('workdays', 5),
    condition: '年满 60 周岁；不少地方已改用身份证',
  }),
  item({
    code: 'longevity-allowance',
    label: '高龄津贴',
    group: 'elders',
    words: ['高龄补贴', '尊老金', '八十岁补贴', '老人补贴'],
    materials: [...must('身份证', '户口簿', '银行卡或社保卡'), ...later('代办人身份证')],
    limit: usual('workdays', 20),
    condition: '年满 80 周岁',
  }),
  item({
    code: 'resident-pension',
    label: '城乡居民养老保险',
    group: 'elders',
    words: ['养老保险', '领养老金', '养老金资格认证', '刷脸认证', '退休金'],
    materials: must('身份证', '社保卡'),
    limit: law('workdays', 20, '社会保险经办条例第 18 条'),
  }),
  item({
    code: 'home-adaptation',
    label: '家庭适老化、无障碍改造',
    group: 'elders',
    words: ['适老化改造', '装扶手', '无障碍改造', '防滑'],
    materials: must('身份证', '能力评估', '房屋材料'),
    limit: null,
    condition: '按年度批次办理',
  }),
  item({
    code: 'home-care',
    label: '居家养老、助餐补贴登记',
    group: 'elders',
    words: ['老年食堂', '助餐', '送餐', '居家养老', '护理补贴'],
    materials: must('身份证', '能力评估'),
    limit: usual('workdays', 20),
  }),
  item({
    code: 'disability-allowance',
    label: '残疾人两项补贴',
    group: 'disability',
    words: ['残疾补贴', '护理补贴', '生活补贴'],
    materials: [...must('残疾人证', '身份证', '银行卡'), ...checked('低保、低收入认定结果')],
    limit: usual('workdays', 15),
  }),
  item({
    code: 'disability-card',
    label: '残疾人证',
    group: 'disability',
    words: ['残疾证', '残疾人证新办', '残疾评定', '换残疾证'],
    materials: [...must('身份证', '户口簿', '2 寸照片 3 张', '申请表', '评定表'), ...later('监护人材料')],
    limit: usual('workdays', 7),
    condition: '可以跨省办理',
  }),
  item({
    code: 'minimum-living',
    label: '最低生活保障',
    group: 'relief',
    words: ['低保', '吃低保', '最低生活保障', '困难补助'],
    materials: must('户口簿', '身份证', '家庭收入财产声明', '核查授权书'),
    limit: law('days', 30, '城市居民最低生活保障条例'),
    condition: '不予确认的，3 个工作日内书面告知',
  }),
  item({
    code: 'destitute-support',
    label: '特困人员供养',
    group: 'relief',
    words: ['特困', '五保', '供养'],
    materials: must('身份证', '户口簿', '无劳动能力、无生活来源材料', '申请书'),
    limit: usual('workdays', 30),
  }),
  item({
    code: 'temporary-relief',
    label: '临时救助',
    group: 'relief',
    words: ['临时困难', '急难救助', '大病救助', '救急'],
    materials: [...must('身份证'), ...later('情况说明', '支出材料')],
    limit: usual('workdays', 20),
    acting: 'anyone',
    condition: '急难情况可以先救助，手续后补',
  }),
  item({
    code: 'low-income',
    label: '低收入认定、价格补贴',
    group: 'relief',
    words: ['低收入', '物价补贴', '价格补贴'],
    materials: must('户口簿', '身份证', '家庭收入财产声明', '核查授权书'),
    limit: null,
  }),
  item({
    code: 'public-rental',
    label: '公租房、住房救助',
    group: 'home',
    words: ['公租房', '廉租房', '保障房', '租房补贴'],
    materials: must('身份证', '收入材料', '住房材料', '婚姻材料'),
    limit: usual('days', 60),
  }),
  item({
    code: 'resident-insurance',
    label: '城乡居民医保参保',
    group: 'medical',
    words: ['医保', '交医保', '居民医保', '新农合', '少儿医保'],
    materials: [...must('身份证或户口簿'), ...later('居住证')],
    limit: law('workdays', 10, '社会保险经办条例'),
    acting: 'anyone',
  }),
  item({
    code: 'remote-treatment',
    label: '异地就医备案',
    group: 'medical',
    words: ['异地就医', '外地看病', '跨省看病', '异地医保'],
    materials: [...must('身份证或医保码'), ...later('长期居住材料')],
    limit: usual('at-once', 0),
    acting: 'anyone',
  }),
  item({
    code: 'medical-refund',
    label: '医疗费报销',
    group: 'medical',
    words: ['报销', '医药费', '看病报销', '手工报销'],
    materials: must('票据', '费用清单', '诊断证明', '病历'),
    limit: law('workdays', 30, '社会保险经办条例第 20 条'),
    acting: 'anyone',
  }),
  item({
    code: 'maternity-allowance',
    label: '生育津贴',
    group: 'family',
    words: ['产假工资', '生育津贴', '生孩子补贴'],
    materials: must('病历资料'),
    limit: law('workdays', 10, '社会保险经办条例第 20 条'),
  }),
  item({
    code: 'birth-registration',
    label: '生育登记',
    group: 'family',
    words: ['准生证', '生育登记', '怀孕登记', '生育服务卡'],
    materials: must('身份证', '户口簿'),
    limit: usual('at-once', 0),
    condition: '现在住的地方就能办，不用结婚证',
  }),
  item({
    code: 'only-child',
    label: '独生子女父母光荣证补办',
    group: 'family',
    words: ['独生子女证', '光荣证', '独生子女奖励'],
    materials: must('双方身份证', '户口簿', '结婚证', '原证线索'),
    limit: usual('workdays', 10),
    condition: '2016 年前领过证的可以补办',
  }),
  item({
    code: 'childcare-subsidy',
    label: '育儿补贴',
    group: 'family',
    words: ['育儿补贴', '三岁以下补贴', '奶粉钱', '孩子补贴'],
    materials: must('出生医学证明', '户口簿', '申领人身份证', '银行卡'),
    limit: usual('days', 30),
    condition: '孩子不满 3 周岁',
  }),
  item({
    code: 'unemployment-registration',
    label: '失业登记',
    group: 'work',
    words: ['失业', '失业登记', '就业创业证', '下岗'],
    materials: [...must('身份证或社保卡'), ...later('离职材料')],
    limit: usual('workdays', 10),
    acting: 'self',
  }),
  item({
    code: 'unemployment-benefit',
    label: '失业保险金',
    group: 'work',
    words: ['失业金', '失业保险', '领失业金'],
    materials: must('身份证', '社保卡'),
    limit: law('workdays', 10, '社会保险经办条例第 24 条'),
    acting: 'self',
  }),
  item({
    code: 'job-hardship',
    label: '就业困难认定、社保补贴',
    group: 'work',
    words: ['4050', '灵活就业补贴', '社保补贴', '就业困难'],
    materials: must('身份证', '户口簿', '类别材料', '申请表'),
    limit: usual('workdays', 21),
  }),
  item({
    code: 'veteran-record',
    label: '退役军人建档、优待证',
    group: 'veterans',
    words: ['退伍军人', '军人优待证', '退役军人', '退伍证'],
    materials: must('身份证', '户口簿', '退役证件', '1 寸白底电子照片'),
    limit: usual('days', 90),
    acting: 'self',
  }),
  item({
    code: 'legal-aid',
    label: '法律援助初审',
    group: 'law',
    words: ['法律援助', '请律师', '打官司', '免费律师'],
    materials: must('身份证', '经济状况说明（可以写承诺）', '案情材料'),
    limit: law('days', 7, '法律援助法第 43 条'),
  }),
  item({
    code: 'mediation',
    label: '人民调解',
    group: 'law',
    words: ['调解', '邻居纠纷', '吵架', '漏水纠纷'],
    materials: [...must('申请书', '身份证'), ...later('证据')],
    limit: null,
    condition: '达成协议后 30 日内可以一起申请司法确认',
  }),
  item({
    code: 'volunteering',
    label: '志愿者注册、服务证明',
    group: 'community',
    words: ['志愿者', '义工', '志愿时长', '志愿证明'],
    materials: must('身份证'),
    limit: usual('at-once', 0),
    acting: 'self',
  }),
  item({
    code: 'dog-licence',
    label: '养犬登记',
    group: 'community',
    words: ['狗证', '养狗', '犬证', '宠物登记'],
    materials: must('主人身份证', '免疫证', '犬只照片'),
    limit: usual('workdays', 15),
    fee: '以当地规定为准',
  }),
  item({
    code: 'renovation-notice',
    label: '装修开工告知',
    group: 'home',
    words: ['装修', '装修备案', '装修押金', '开工'],
    materials: must('房产证或业主授权', '图纸', '装修承诺'),
    limit: usual('workdays', 3),
    acting: 'anyone',
    condition: '业主装修前应当告知物业（民法典第 945 条）',
  }),
]
