/** The people of the sign-in panel and the staff beside them. All invented. */
export interface DemoPersona {
  readonly persona: string
  readonly name: string
  /** As the panel says it. */
  readonly role: string
  readonly blurb: string
  readonly phone: string
  /** False: meets the privacy terms first, like anybody new. */
  readonly consented: boolean
}

export const demoPersonas: readonly DemoPersona[] = [
  {
    persona: 'resident',
    name: '周玉兰',
    role: '已核实住户',
    blurb: '锦和苑 3 号楼业主，提过意见，有通知要确认',
    phone: '13800000001',
    consented: true,
  },
  {
    persona: 'elder',
    name: '吴桂英',
    role: '已核实住户',
    blurb: '84 岁，独居禾苗里，适合看长辈模式',
    phone: '13800000002',
    consented: true,
  },
  {
    persona: 'proxy',
    name: '吴秀兰',
    role: '已核实住户',
    blurb: '住吴桂英楼上，受她委托替她约办事、提意见',
    phone: '13800000004',
    consented: true,
  },
  {
    persona: 'newcomer',
    name: '孙悦',
    role: '居民',
    blurb: '刚搬来，还没有绑定房屋，先看隐私说明',
    phone: '13800000003',
    consented: false,
  },
  {
    persona: 'grid-worker',
    name: '李敏',
    role: '网格员',
    blurb: '管锦和苑 3、4 号楼，今天有上门名单',
    phone: '13800000011',
    consented: true,
  },
  {
    persona: 'community-staff',
    name: '陈立新',
    role: '社区工作者',
    blurb: '青禾社区，发通知、受理和答复意见',
    phone: '13800000012',
    consented: true,
  },
  {
    persona: 'community-admin',
    name: '赵国强',
    role: '社区负责人',
    blurb: '青禾社区，看全盘，管人和设置',
    phone: '13800000013',
    consented: true,
  },
  {
    persona: 'property-staff',
    name: '黄志成',
    role: '协同单位',
    blurb: '锦程物业，办理派来的事',
    phone: '13800000014',
    consented: true,
  },
  {
    persona: 'supervisor',
    name: '郑秀华',
    role: '居务监督',
    blurb: '青禾社区居务监督委员会，查操作记录',
    phone: '13800000015',
    consented: true,
  },
  {
    persona: 'street-admin',
    name: '高远',
    role: '街道管理员',
    blurb: '禾苗街道，看两个社区',
    phone: '13800000016',
    consented: true,
  },
  {
    persona: 'district-operator',
    name: '沈静',
    role: '区级运维',
    blurb: '滨河区，管社区和目录',
    phone: '13800000017',
    consented: true,
  },
  {
    persona: 'grid-worker-two',
    name: '何涛',
    role: '网格员',
    blurb: '管禾苗里三栋楼，负责上门',
    phone: '13800000018',
    consented: true,
  },
  {
    persona: 'resident-zhichun',
    name: '林晓峰',
    role: '已核实住户',
    blurb: '知春社区业主，看不到青禾社区的事',
    phone: '13800000021',
    consented: true,
  },
  {
    persona: 'staff-zhichun',
    name: '许文',
    role: '社区工作者',
    blurb: '知春社区，只管自己的社区',
    phone: '13800000022',
    consented: true,
  },
]

export interface DemoPost {
  readonly persona: string | null
  readonly name: string
  readonly role:
    | 'grid_worker'
    | 'community_staff'
    | 'community_admin'
    | 'organisation_staff'
    | 'supervisor'
    | 'street_admin'
    | 'district_operator'
  /** Community and label of the node; a null community means the street or the district. */
  readonly community: string | null
  readonly label: string
  readonly workPhone: string | null
  readonly organisation: string | null
  /** Stands in for somebody: the role ends so many days after the seed. */
  readonly endsInDays?: number
}

const post = (
  persona: string | null,
  name: string,
  role: DemoPost['role'],
  community: string | null,
  label: string,
  workPhone: string | null = null,
  organisation: string | null = null,
): DemoPost => ({ persona, name, role, community, label, workPhone, organisation })

export const demoPosts: readonly DemoPost[] = [
  post('grid-worker', '李敏', 'grid_worker', '青禾社区', '第 2 网格', '057100000002'),
  post('grid-worker-two', '何涛', 'grid_worker', '青禾社区', '第 3 网格', '057100000003'),
  post(null, '邹小兵', 'grid_worker', '青禾社区', '第 1 网格', '057100000004'),
  post(null, '毛建芳', 'grid_worker', '青禾社区', '第 4 网格', '057100000005'),
  post('community-staff', '陈立新', 'community_staff', '青禾社区', '青禾社区'),
  post('community-admin', '赵国强', 'community_admin', '青禾社区', '青禾社区'),
  post('property-staff', '黄志成', 'organisation_staff', '青禾社区', '青禾社区', null, '锦程物业'),
  post('supervisor', '郑秀华', 'supervisor', '青禾社区', '青禾社区'),
  post('street-admin', '高远', 'street_admin', null, 'street'),
  post('district-operator', '沈静', 'district_operator', null, 'district'),
  post(null, '白晓梅', 'grid_worker', '知春社区', '第 1 网格', '057100000022'),
  post(null, '丁志华', 'grid_worker', '知春社区', '第 2 网格', '057100000023'),
  post('staff-zhichun', '许文', 'community_staff', '知春社区', '知春社区'),
  post(null, '苏海平', 'community_admin', '知春社区', '知春社区'),
  // Two administrators at least, and somebody whose time is nearly over.
  post(null, '唐丽华', 'community_admin', '青禾社区', '青禾社区'),
  post(null, '韩冰', 'community_admin', '知春社区', '知春社区'),
  { ...post(null, '范晓春', 'community_staff', '青禾社区', '青禾社区'), endsInDays: 12 },
]

/** A mark that is kept with where it comes from and until when. */
export interface DemoMark {
  readonly code: string
  readonly source: 'official' | 'self'
  readonly ref: string | null
  /** Days until it runs out; negative ones have passed. */
  readonly days: number
}

/** Households that are written by hand; all others are drawn. Ages in years on the day of the seed. */
export interface DemoHousehold {
  readonly community: string
  readonly room: string
  readonly members: readonly {
    readonly name: string
    readonly age: number
    readonly relation: 'owner' | 'family' | 'tenant' | 'carer'
    readonly persona?: string
    readonly tags?: readonly string[]
    readonly marks?: readonly DemoMark[]
    readonly share?: { readonly n: number; readonly d: number }
    /** An owner who lets the room. */
    readonly livesElsewhere?: true
  }[]
}

export const demoHouseholds: readonly DemoHousehold[] = [
  {
    community: '青禾社区',
    room: '锦和苑 3 号楼 2 单元 501',
    members: [
      {
        name: '周玉兰',
        age: 63,
        relation: 'owner',
        persona: 'resident',
        marks: [{ code: 'volunteer', source: 'self', ref: null, days: 300 }],
        share: { n: 1, d: 2 },
      },
      { name: '王德海', age: 66, relation: 'owner', share: { n: 1, d: 2 } },
      { name: '王晓雯', age: 35, relation: 'family' },
      { name: '沈一诺', age: 4, relation: 'family' },
    ],
  },
  {
    community: '青禾社区',
    room: '禾苗里 2 号楼 1 单元 102',
    members: [
      {
        name: '吴桂英',
        age: 84,
        relation: 'owner',
        persona: 'elder',
        marks: [
          { code: 'help-first', source: 'self', ref: null, days: 300 },
          { code: 'living-alone', source: 'self', ref: null, days: 200 },
        ],
      },
    ],
  },
  {
    community: '青禾社区',
    room: '禾苗里 2 号楼 1 单元 201',
    members: [{ name: '吴秀兰', age: 57, relation: 'owner', persona: 'proxy' }],
  },
  {
    community: '青禾社区',
    room: '禾苗里 1 号楼 1 单元 101',
    members: [
      {
        name: '蔡福生',
        age: 71,
        relation: 'owner',
        marks: [
          { code: 'help-first', source: 'self', ref: null, days: 120 },
          { code: 'disability', source: 'official', ref: '滨残证 2024-0316', days: 900 },
          { code: 'subsistence', source: 'official', ref: '滨民 2026-0118', days: 180 },
        ],
      },
    ],
  },
  {
    community: '青禾社区',
    room: '清河新村 1 号楼 1 单元 101',
    members: [
      {
        name: '潘玉梅',
        age: 62,
        relation: 'owner',
        // The result of last year: it has run out and was not renewed.
        marks: [{ code: 'subsistence', source: 'official', ref: '滨民 2025-0077', days: -12 }],
      },
    ],
  },
  {
    community: '青禾社区',
    room: '锦和苑 4 号楼 2 单元 302',
    members: [
      { name: '郭志强', age: 52, relation: 'owner', livesElsewhere: true },
      { name: '马晓东', age: 31, relation: 'tenant' },
      { name: '何雨欣', age: 29, relation: 'tenant' },
    ],
  },
  // The same owner entered a second time with a slip of the pen; the office has merged the two.
  {
    community: '青禾社区',
    room: '锦和苑 4 号楼 2 单元 401',
    members: [{ name: '郭自强', age: 52, relation: 'owner', livesElsewhere: true }],
  },
  {
    community: '知春社区',
    room: '知春园 1 号楼 1 单元 301',
    members: [
      { name: '林晓峰', age: 38, relation: 'owner', persona: 'resident-zhichun', tags: ['ebike'] },
      { name: '方婷', age: 36, relation: 'family' },
      { name: '林知夏', age: 7, relation: 'family' },
    ],
  },
]
