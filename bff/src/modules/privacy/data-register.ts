import type { DataKind, DeletionFate, LegalGround } from '@linli/shared/privacy/privacy.kinds'

/** What is kept about people of one kind, in words a resident reads (PIPL art. 6, 17, 19, 47). */
export interface DataRecord {
  readonly label: string
  /** The fields, said aloud. */
  readonly holds: string
  readonly purpose: string
  readonly ground: LegalGround
  readonly law: string
  readonly kept: string
  readonly seenBy: string
  /** Sensitive personal data (PIPL art. 28). */
  readonly sensitive: boolean
  readonly onDeletion: { readonly fate: DeletionFate; readonly why: string }
  /** Where it is stored: collection and the fields that name or identify a person. A test compares it with the models. */
  readonly stores: Readonly<Record<string, readonly string[]>>
}

const onlyYou = '只有您自己'
const consentLaw = '个人信息保护法第十三条第一项'
const dutyLaw = '个人信息保护法第十三条第三项，城市居民委员会组织法'

/**
 * Every kind of personal data in the house. Whoever stores a new one adds its line here; page, export and the words
 * before a deletion follow by themselves.
 */
export const dataRegister: Readonly<Record<DataKind, DataRecord>> = {
  account: {
    label: '登录账号',
    holds: '手机号、微信标识、您选的社区',
    purpose: '让您登录，认出是您',
    ground: 'consent',
    law: consentLaw,
    kept: '到您注销账号为止',
    seenBy: onlyYou,
    sensitive: false,
    onDeletion: { fate: 'removed', why: '' },
    stores: {
      accounts: ['_id'],
      identities: ['accountId', 'sealed', 'blind'],
      sms_codes: ['_id'],
      bindings: ['accountId', 'personId', 'endedBy'],
      fact_checks: ['_id'],
    },
  },
  sign_ins: {
    label: '登录记录',
    holds: '登录和退出的时间',
    purpose: '保护账号安全',
    ground: 'law',
    law: '网络安全法第二十三条',
    kept: '60 天没有使用就删除',
    seenBy: onlyYou,
    sensitive: false,
    onDeletion: { fate: 'removed', why: '' },
    stores: { sessions: ['accountId'] },
  },
  consents: {
    label: '同意记录',
    holds: '您同意、改动、撤回的时间和版本',
    purpose: '证明处理您的信息是经您同意的',
    ground: 'law',
    law: '个人信息保护法第十四条、第六十九条',
    kept: '到注销后满三年',
    seenBy: onlyYou,
    sensitive: false,
    onDeletion: { fate: 'frozen', why: '万一有争议，要能证明当时经您同意，封存三年后删除' },
    stores: { consents: ['accountId'], account_deletions: ['accountId', 'persons.personId'] },
  },
  roll: {
    label: '居民名册',
    holds: '姓名、手机号、出生日期、证件号码',
    purpose: '核对您是哪一户，判断您能办哪些事',
    ground: 'duty',
    law: dutyLaw,
    kept: '住在本社区或有房屋在本社区期间',
    seenBy: '社区工作者和您所在网格的网格员；号码平时打星，看完整号码要写明用途并留记录',
    sensitive: true,
    onDeletion: {
      fate: 'frozen',
      why: '不是业主的，手机号、证件号码和标签马上删除，姓名封存三年后删除。业主的名册依法保留',
    },
    stores: {
      persons: ['phone', 'phoneIndex', 'phoneTail', 'idNumber', 'idIndex', 'identityIndex'],
      person_merges: [],
      // Lists on their way into the roll; they go after seven days.
      import_slices: ['rows', 'problems'],
    },
  },
  homes: {
    label: '与房屋的关系',
    holds: '您是哪套房的业主、家人、租户或照护人，从哪天到哪天',
    purpose: '把与您家有关的通知发给您，计算业主共同决定的人数',
    ground: 'duty',
    law: `${dutyLaw}，民法典第二百七十八条`,
    kept: '长期，房屋的历史不改写',
    seenBy: '社区工作者、您所在网格的网格员',
    sensitive: false,
    onDeletion: { fate: 'frozen', why: '房屋的历史要保留，不再显示姓名' },
    stores: { residencies: ['personId', 'accountId'] },
  },
  marks: {
    label: '标签',
    holds: '比如养犬户、志愿者；困难救助只记认定结果，不记收入',
    purpose: '每个标签都写明用途，点开可看',
    ground: 'consent',
    law: '个人信息保护法第十三条、第二十九条',
    kept: '到期后按标签目录的天数删除',
    seenBy: '标签目录里写明的身份；敏感标签每看一次都留记录',
    sensitive: true,
    onDeletion: { fate: 'removed', why: '' },
    stores: { persons: ['tags.setBy'] },
  },
  kin: {
    label: '监护和代办',
    holds: '监护人、替您办事的人，办哪些事，到哪天；还没有答复的代办申请',
    purpose: '家人替您办事时核对是您同意的',
    ground: 'consent',
    law: '个人信息保护法第十三条、第三十一条',
    kept: '到关系结束为止',
    seenBy: '社区工作者、您所在网格的网格员',
    sensitive: false,
    onDeletion: { fate: 'frozen', why: '关系马上结束，办过的事要查得到依据' },
    stores: {
      guardians: ['childPersonId', 'guardianPersonId'],
      delegates: ['principalPersonId', 'delegatePersonId', 'consent.recordedBy'],
      delegate_asks: ['principalPersonId', 'delegatePersonId'],
    },
  },
  roles: {
    label: '工作身份',
    holds: '担任过的工作、署名、工作电话',
    purpose: '让居民知道是谁在办',
    ground: 'duty',
    law: dutyLaw,
    kept: '长期，公务记录',
    seenBy: '您答复过的居民看到署名；负责人看到全部',
    sensitive: false,
    onDeletion: { fate: 'kept', why: '公务记录要能查到是谁办的' },
    stores: {
      role_grants: ['accountId'],
      grant_invitations: ['phone', 'phoneIndex'],
    },
  },
  second_factor: {
    label: '动态码',
    holds: '动态码的密钥，加密保存',
    purpose: '查看号码、导出、授权之前确认是您本人',
    ground: 'duty',
    law: '个人信息保护法第五十一条',
    kept: '到不再担任工作为止',
    seenBy: '谁也看不到',
    sensitive: false,
    onDeletion: { fate: 'removed', why: '' },
    stores: {
      second_factors: ['_id', 'secret'],
      second_factor_resets: ['accountId', 'requestedBy', 'decidedBy'],
    },
  },
  receipts: {
    label: '看过的通知',
    holds: '您打开、点了已知晓的通知和时间',
    purpose: '社区据此知道还要上门告诉谁',
    ground: 'duty',
    law: dutyLaw,
    kept: '和通知一起保存',
    seenBy: '工作人员只看到哪一户还没确认',
    sensitive: false,
    onDeletion: { fate: 'unnamed', why: '只留下统计的数字' },
    stores: {
      notice_receipts: ['personId', 'accountId'],
      notice_households: ['readBy', 'confirmedBy'],
    },
  },
  opinions: {
    label: '意见和办理经过',
    holds: '您写的内容、照片、地点、补充和评价，您支持和关注的事',
    purpose: '办好您反映的事',
    ground: 'consent',
    law: consentLaw,
    kept: '办理期间和归档要求的期限内；来电人留下的姓名和电话，办结 90 天后删去',
    seenBy: '社区工作者、承办单位；您没有另外同意，单位看不到您的姓名和手机号',
    sensitive: false,
    onDeletion: { fate: 'unnamed', why: '事情接着办完，去掉您的姓名，谁也看不出是您提的' },
    stores: {
      opinions: [
        ...['authorAccountId', 'authorPersonId', 'entries.byAccountId', 'history.byAccountId'],
        ...['filedBy.accountId', 'filedBy.personId'],
      ],
      opinion_authors: ['_id'],
      // How somebody who works here looks at the list.
      case_views: ['_id'],
      opinion_supports: ['accountId'],
      // Callers without an account, to call them back.
      opinion_callers: ['name', 'phone'],
    },
  },
  council: {
    label: '议事',
    holds:
      '您提出的议题、支持的议题、请您参加的会议、说过的看法，对每条看法是同意、不同意还是跳过，说过哪件事做好了没有',
    purpose: '议题有多少人支持，大家在哪些地方意见一致',
    ground: 'duty',
    law: dutyLaw,
    kept: '和议题的档案一起保存',
    seenBy:
      '邻居看得到您提的议题和说的看法，名字是遮住的；您支持了谁、同意什么只有您自己看得到，别人只看到合计',
    sensitive: false,
    onDeletion: { fate: 'unnamed', why: '议题还在商量，人数要对得上，去掉您的名字后保留' },
    stores: {
      topics: ['proposerPersonId', 'proposerAccountId', 'history'],
      topic_supports: ['_id', 'personId'],
      topic_followers: ['_id', 'accountId'],
      topic_statements: ['authorAccountId', 'authorPersonId'],
      topic_voices: ['_id', 'personId'],
      council_task_words: ['_id', 'personId'],
      meeting_guests: ['_id', 'personId'],
      // What belonged to which of two records of one human, for thirty days.
      council_merges: ['fromId', 'toId'],
    },
  },
  votes: {
    label: '表决',
    holds:
      '您在哪次表决的名册上、有没有投票；记名的还有您选了什么，您对名册提的异议、对投票记录提的疑问和答复；做候选人的，姓名、介绍和同意的日期',
    purpose: '一人一票，截止后谁都能重新计票',
    ground: 'duty',
    law: dutyLaw,
    kept: '和表决的档案一起保存；不记名的选择从来没有和您放在一起',
    seenBy: '投票截止前只有您自己；记名表决截止后，名册上的人和居务监督能看到遮住姓名的名单',
    sensitive: false,
    onDeletion: { fate: 'kept', why: '少了一行就不能重新计票，名单上的姓名是遮住的' },
    stores: {
      poll_rolls: ['personIds', 'voterId', 'dissentBy'],
      poll_objections: ['byAccountId', 'byPersonId', 'openBy', 'openByPerson'],
    },
  },
  bookings: {
    label: '预约',
    holds: '您约的事项、时间、窗口，预约时的回答和照片，借活动室的用途和人数，取的号，办得怎样，您的评价',
    purpose: '给您留好时间，按顺序叫号，一次告诉您缺什么材料',
    ground: 'consent',
    law: consentLaw,
    kept: '预约后三年，候补的记录 90 天',
    seenBy: '社区工作者，您同意替您预约的家人；窗口只看到遮住的姓名，大厅屏幕只有号码',
    sensitive: false,
    onDeletion: {
      fate: 'unnamed',
      why: '没有办的马上取消，替家人约的留给家人；办过的去掉您的姓名、回答、缺什么材料和评价里的话，只留下统计的数字',
    },
    stores: {
      bookings: ['accountId', 'personKey', 'homeId', 'history.byAccountId'],
      waits: ['accountId', 'personKey'],
      booking_feeds: ['accountId'],
      seat_claims: ['holder'],
    },
  },
  inbox: {
    label: '消息',
    holds: '社区发给您的消息，读没读过',
    purpose: '把结果告诉您',
    ground: 'consent',
    law: consentLaw,
    kept: '两年',
    seenBy: onlyYou,
    sensitive: false,
    onDeletion: { fate: 'removed', why: '' },
    stores: { messages: ['accountId'] },
  },
  home_access: {
    label: '绑定房屋的经过',
    holds: '您请社区核对的申请、您生成和用过的邀请码、在窗口换号的记录；证件照片核对后删除，最多留 30 天',
    purpose: '确认您住在哪里，并能查到是怎么确认的',
    ground: 'duty',
    law: dutyLaw,
    kept: '申请办结或邀请码生成后 180 天',
    seenBy: '核对的社区工作者；邀请码还有生成它的住户',
    sensitive: false,
    onDeletion: { fate: 'unnamed', why: '没有办完的马上撤回，办过的去掉您的姓名' },
    stores: {
      home_requests: ['accountId', 'personId', 'name', 'birthDate', 'history.byAccountId'],
      invitations: ['issuedBy', 'usedBy', 'usedPersonId'],
      recoveries: ['accountId', 'personId', 'oldPhone', 'newPhone', 'by'],
    },
  },
  files: {
    label: '上传的照片和文件',
    holds: '文件本身；照片的拍摄时间和位置已经去掉',
    purpose: '说明您反映的事',
    ground: 'consent',
    law: consentLaw,
    kept: '和意见一起保存；没有提交的 24 小时后删除',
    seenBy: '办这件事的工作人员',
    sensitive: false,
    onDeletion: { fate: 'unnamed', why: '没有用上的马上删除，办件里的照片去掉您的姓名' },
    stores: { files: ['uploaderId'] },
  },
  requests: {
    label: '更正申请和数据导出',
    holds: '您申请更正的内容、导出的时间',
    purpose: '办理您的请求，并能查到怎么办的',
    ground: 'law',
    law: '个人信息保护法第四十五条、第四十六条、第五十条',
    kept: '更正申请办结后三年，导出的文件三天',
    seenBy: '社区工作者能看到更正申请；导出的文件只有您自己',
    sensitive: false,
    onDeletion: { fate: 'removed', why: '' },
    stores: {
      data_corrections: ['accountId', 'personId', 'sealed'],
      data_exports: ['accountId'],
    },
  },
  looks: {
    label: '谁看过您的号码、敏感标签和证件照片',
    holds: '看的时间、什么身份、什么用途',
    purpose: '让您和居务监督都能查',
    ground: 'law',
    law: '个人信息保护法第五十一条，网络安全法第二十三条',
    kept: '长期，工作记录不能修改',
    seenBy: '您自己、居务监督、社区负责人',
    sensitive: false,
    onDeletion: { fate: 'kept', why: '工作记录不能修改，里面没有姓名和号码' },
    stores: { audit_rows: ['actorId', 'targetId'] },
  },
}

/** Fields whose names look like somebody's, and which hold something else. */
export const nobodysFields: Readonly<Record<string, readonly string[]>> = {
  outbox_events: ['doneBy'],
  // Of another system, not of a person.
  webhooks: ['secret'],
  api_keys: ['signing'],
  opinions: [
    ...['clock.startedBy', 'pastClocks.startedBy'],
    ...['handling.signing.startedBy', 'handling.helpers.clock.startedBy'],
  ],
}

/**
 * Fields that name somebody at work: whose act it was. They are no data about a resident, and belong to the public
 * record of the office (see `roles`).
 */
export const actsOfStaff: Readonly<Record<string, readonly string[]>> = {
  persons: ['identityConfirmedBy'],
  person_merges: ['by', 'undoneBy'],
  notices: ['withdrawal.byId', 'history.byId'],
  opinions: [
    ...['ownerAccountId', 'board.byAccountId', 'board.photos.byAccountId', 'handling.byAccountId'],
    ...['extension.byAccountId', 'callback.byAccountId'],
  ],
  // Worth a minute: who has a case open.
  case_presences: ['accountId'],
  case_exports: ['startedBy'],
  audit_exports: ['startedBy', 'actorId'],
  case_catalogues: ['byAccountId'],
  api_keys: ['createdBy'],
  webhooks: ['createdBy'],
  notice_households: ['lastVisit.byId'],
  data_corrections: ['decidedBy'],
  role_grants: ['grantedBy', 'endedBy'],
  grant_invitations: ['invitedBy'],
  imports: ['startedBy', 'confirmedBy'],
  council_tasks: ['setByAccountId', 'reports.byAccountId'],
  exports: ['startedBy'],
}
