/**
 * Words by which a text betrays what it is about, for every row of the default catalogue (domain facts §6.1): written
 * down by hand, so that each suggestion can show the words it came from, and corrected by hand when it is wrong.
 * `certain` words all but decide, `likely` ones point, `weak` ones only tip a balance. `*` stands for up to six
 * characters of the same sentence: `电梯*困`.
 */
export interface LexiconEntry {
  /** A category (`noise.dogs`), or a whole first level (`noise`) for words that name no second one. */
  readonly code: string
  readonly certain?: string
  readonly likely?: string
  readonly weak?: string
}

export const categoryLexicon: readonly LexiconEntry[] = [
  { code: 'property', certain: '物业公司 物业服务', likely: '物业费 物业', weak: '管家 小区 项目经理' },
  {
    code: 'property.repair',
    certain: '报修 维修基金 维修资金 房屋维修 屋顶漏 楼顶漏 顶楼漏 外墙渗水 外墙漏',
    likely: '维修 修好 没人修 修理 没修 不修 返修 墙皮',
    weak: '坏了 破损 单元门',
  },
  {
    code: 'property.cleaning',
    certain: '保洁 没人打扫 无人打扫 没人扫 不打扫',
    likely: '打扫 没扫 清扫 拖地 扫楼道 擦扶手 卫生打扫',
    weak: '积灰 脏',
  },
  {
    code: 'property.order',
    certain: '保安 门岗 岗亭 巡逻 秩序维护',
    likely: '外来人员 随便进 随意进出 快递员 外卖员 登记进门',
    weak: '值班',
  },
  {
    code: 'property.fees',
    certain: '物业费 乱收费 收费标准 收费公示 代收水电 公摊 能耗费 装修押金',
    likely: '涨价 收费 费用 账单 缴费 发票 催缴 公示',
    weak: '明细 多收 退费',
  },
  {
    code: 'property.common-income',
    certain: '公共收益 电梯广告 广告收入 公共收入 公共部位经营 快递柜 场地出租',
    likely: '收益 账目 分红 公共资金',
    weak: '收入 公布 账',
  },
  {
    code: 'property.lift',
    certain: '电梯维保 电梯维修 电梯停运 电梯停用 电梯坏 电梯年检 换电梯 电梯*修 电梯*停',
    likely: '电梯 梯子停 按钮失灵',
  },
  {
    code: 'property.entrance',
    certain: '门禁 对讲 刷脸 人脸识别 单元门锁 门卡',
    likely: '单元门 刷卡',
    weak: '大门',
  },
  {
    code: 'property.renovation',
    certain: '承重墙 装修押金 违规装修 私自改造 装修备案 砸墙 敲墙 拆墙',
    likely: '装修 改结构 封阳台 打通',
  },
  {
    code: 'property.attitude',
    certain: '服务态度 态度恶劣 态度差 态度很差 态度不好 不接电话 没人接电话 打不通',
    likely: '态度 推诿 踢皮球 敷衍 没人理 不理睬 不作为 推来推去',
    weak: '客服 前台 热线',
  },
  {
    code: 'property.handover',
    certain: '物业交接 新老物业 换物业 撤场 新物业 老物业 前期物业',
    likely: '交接 进场 移交',
  },

  { code: 'sanitation', likely: '臭味 恶臭 很臭 卫生 脏乱 环境 异味', weak: '味道 臭 苍蝇' },
  {
    code: 'sanitation.garbage',
    certain: '垃圾桶 垃圾分类 垃圾站 垃圾房 垃圾清运 生活垃圾 垃圾*满 垃圾*清 厨余 投放点 垃圾堆',
    likely: '垃圾 湿垃圾 干垃圾 分类',
    weak: '清运',
  },
  {
    code: 'sanitation.debris',
    certain: '建筑垃圾 装修垃圾 渣土 砖头 水泥袋',
    likely: '大件垃圾 旧沙发 旧家具 废料 建材',
  },
  {
    code: 'sanitation.corridor',
    certain: '楼道堆 楼道杂物 楼道里堆 堆放杂物 堆杂物 楼道*堆 过道*堆 楼梯间*堆 楼梯*堆 走廊*堆',
    likely: '堆物 杂物 纸箱 旧柜子 鞋柜 堆放 占用楼道',
    weak: '楼道 过道 走廊',
  },
  {
    code: 'sanitation.pets',
    certain: '狗屎 狗粪 狗便 宠物粪便 狗尿 猫屎 不清理粪便 狗大便',
    likely: '粪便 遛狗 宠物 流浪猫 流浪狗',
    weak: '不牵绳',
  },
  {
    code: 'sanitation.pests',
    certain: '蟑螂 老鼠 蚊子 白蚁 灭鼠 消杀 蚊虫 灭蚊 除四害 鼠患 虫害 马蜂窝',
    likely: '苍蝇 虫子 蚊蝇 跳蚤',
  },
  {
    code: 'sanitation.sewage',
    certain: '污水 化粪池 粪水 下水道堵 下水堵 返水 返溢 反水 下水道*冒 污水*外溢 窨井冒水 马桶*冒',
    likely: '下水道 下水 堵塞 外溢 溢出来 倒灌',
  },
  {
    code: 'sanitation.fumes',
    certain: '油烟 烧烤 排烟 烟道 厨房排气',
    likely: '饭店*烟 烟熏 餐馆 满楼烟 楼道*烟 熏腊肉 抽烟',
    weak: '呛',
  },
  {
    code: 'sanitation.greenery',
    certain: '绿化带 毁绿 绿地 种菜 草坪 砍树 修剪 树枝 花坛 树木',
    likely: '绿化 树*遮 杂草 树叶 落叶 开荒',
    weak: '树 草',
  },
  {
    code: 'sanitation.falling',
    certain: '高空抛物 高空坠物 楼上扔 往下扔 楼上*扔 抛物 乱扔*下来',
    likely: '扔烟头 扔下来 倒水下来',
  },
  { code: 'sanitation.toilet', certain: '公厕 公共厕所 公共卫生间', likely: '厕所' },
  {
    code: 'sanitation',
    certain: '早餐摊 油污 塑料袋 旧衣回收箱 乱扔垃圾 小广告 乱贴 牛皮癣',
  },
  { code: 'sanitation.carcass', certain: '死猫 死狗 动物尸体 死老鼠' },

  {
    code: 'traffic',
    certain: '停车',
    likely: '车主 车辆 访客车 货车 家长车 早晚高峰 车顶 车棚 堵车 拥堵 通行 开车 上牌 牌照 交通',
    weak: '车 路口 私家车',
  },
  {
    code: 'traffic.fire-lane',
    certain: '消防通道 消防车通道 生命通道 消防车*进不 消防登高 堵*消防',
    likely: '堵住通道 占用通道',
  },
  {
    code: 'traffic.ebike',
    certain:
      '电动自行车*楼 电动自行车*充电 电动车*楼 电瓶车*楼 飞线 电瓶车上楼 电动车上楼 电动车进电梯 电瓶车进电梯 推进电梯 楼道充电 拉线充电 电瓶*充电 电动车*充电 电瓶车*充电 电池*楼上充',
    likely: '电动车 电瓶车 电动自行车',
  },
  {
    code: 'traffic.space',
    certain:
      '车位被占 占车位 占用车位 占我车位 地锁 私装地锁 车位*占 占*车位 乱停车 乱停乱放 乱停 违停 堵门口 挡住*车 挡*车库',
    likely: '车位 占道 挪车 车库',
  },
  { code: 'traffic.fees', certain: '停车费 停车收费 车位费 车位租金 停车*费', likely: '月租 临停' },
  {
    code: 'traffic.charging',
    certain: '充电桩 充电站 充电位 新能源车 装桩 充电车位 油车*充电',
    likely: '充电 电表 燃油车',
  },
  {
    code: 'traffic.speed',
    certain: '限速 超速 减速带 开得*快 飙车 车速',
    likely: '人车分流 红绿灯 斑马线 凸面镜',
  },
  { code: 'traffic.shared-bikes', certain: '共享单车 共享电单车 共享*车 单车乱', likely: '单车 自行车' },
  {
    code: 'traffic.wrecks',
    certain: '僵尸车 废弃车 报废车 长期不动*车 车*长期*不动 没人开*车',
    likely: '一年没动 落满灰',
  },
  { code: 'traffic.accessible', certain: '无障碍车位 残疾人车位 车位*轮椅 无障碍停车' },
  {
    code: 'traffic.more-spaces',
    certain: '增加车位 增设车位 车位不够 停车位不够 停车难 没地方停 画车位 划车位 车位紧张 新增车位',
    likely: '停车位',
  },
  {
    code: 'traffic',
    certain: '车库出口 道闸 电动车*乱停 电瓶车*乱停 闯红灯 逆行 骑手',
    likely: '又堵 堵得 出入口',
  },
  { code: 'traffic.roadside', certain: '道路泊位 路边停车 路边泊位 路内停车' },

  {
    code: 'noise',
    certain:
      '噪音 噪声 扰民 吵得 太吵 很吵 吵死 吵醒 睡不着 睡不了觉 没法睡 无法休息 声音很大 声音太大 影响休息 吵闹 轰鸣',
    likely: '声音 吵 喇叭 音响 音量 分贝 大声 睡觉 半夜 凌晨 休息 响',
    weak: '晚上 深夜 夜里 早上 午休 神经衰弱',
  },
  {
    code: 'noise.neighbour',
    certain:
      '楼上*跑 楼上*跳 楼上*吵 拖椅子 拖桌子 弹琴 练琴 打麻将 麻将声 跺脚 高跟鞋 走路声 唱歌 邻居*吵 隔壁*吵 弹钢琴 拍球',
    likely: '楼上 隔壁 孩子*跑 蹦 钢琴 麻将 脚步',
  },
  {
    code: 'noise.renovation',
    certain: '装修*吵 装修*噪 装修*声 装修*电钻 电钻 冲击钻 电锤 午休*装修 周末装修 装修扰民',
    likely: '装修',
  },
  {
    code: 'noise.construction',
    certain: '工地 施工噪音 施工*吵 打桩 挖掘机 搅拌车 渣土车*响',
    likely: '施工 建筑工地 切割',
  },
  {
    code: 'noise.night-construction',
    certain:
      '夜间施工 连夜施工 夜里*施工 半夜*施工 凌晨*施工 半夜*打桩 夜里*打桩 工地*半夜 工地*夜里 工地*凌晨',
  },
  {
    code: 'noise.business',
    certain: '商铺*喇叭 叫卖 店*喇叭 促销喇叭 店铺*音响 吆喝 收废品*喇叭',
    likely: '商铺 门店 商家 店家 摊贩 菜场 音箱 促销 小卖部',
  },
  {
    code: 'noise.dancing',
    certain: '广场舞 跳舞 跳广场舞 健身操 打鼓 唱戏 甩鞭子 抽陀螺',
    likely: '广场 舞曲 音乐声',
  },
  {
    code: 'noise.machines',
    certain: '水泵 低频 嗡嗡 变压器 空调外机 热泵 风机 电梯*噪 电梯*响 机房 油烟机*响 冷却塔 设备*响 配电房',
    likely: '震动 振动 机器声 电梯井 响一次',
  },
  { code: 'noise.dogs', certain: '狗叫 犬吠 狗*叫 叫个不停 狗*吠', likely: '养狗 狗', weak: '犬' },
  {
    code: 'noise',
    certain: '划拳 水流声 敲击声 夜宵*吵 烧烤*吵',
  },
  { code: 'noise.traffic', certain: '炸街 鸣笛 按喇叭 改装摩托 飞机声 高架*声' },
  { code: 'noise.venues', certain: '酒吧 KTV 卡拉OK 桌球 歌厅 舞厅' },

  { code: 'facilities', likely: '安全隐患 隐患 危险 公共设施', weak: '事故 老化 设施' },
  { code: 'facilities.gas', certain: '燃气 煤气 天然气 液化气 燃气泄漏 煤气味', likely: '气味泄漏' },
  {
    code: 'facilities.trapped',
    certain: '电梯困 困在电梯 被困 电梯*困 电梯*坠 电梯*下坠 电梯*急停 关在电梯 关在里面 电梯*卡住 电梯*关',
    likely: '电梯*抖 电梯*晃',
  },
  {
    code: 'facilities.fire',
    certain: '灭火器 消防栓 消火栓 消防设施 消防门 防火门 烟感 喷淋 消防水 应急灯 疏散 消防器材 消防水带',
    likely: '消防 火灾 着火',
  },
  {
    code: 'facilities.facade',
    certain: '外墙脱落 外墙砖 墙砖 墙皮掉 瓷砖*掉 外墙*掉 外墙*脱 空鼓 掉砖 掉下来*砖 广告牌',
    likely: '外墙 脱落 掉落',
  },
  { code: 'facilities.manhole', certain: '井盖 窨井盖 下水井盖 没盖 井*没盖', likely: '窨井 坑洞 塌陷' },
  {
    code: 'facilities.lights',
    certain: '路灯 楼道灯 声控灯 感应灯 照明 灯不亮 灯坏 灯*不亮 灯*坏 灯*修 黑漆漆 黑灯瞎火',
    likely: '灯 太黑 很黑',
  },
  {
    code: 'facilities.drainage',
    certain: '积水 排水 内涝 雨水管 雨水井 下雨*淹 地漏 水沟',
    likely: '淹',
    weak: '下雨',
  },
  {
    code: 'facilities.play',
    certain: '健身器材 儿童乐园 滑梯 秋千 健身设施 游乐设施 儿童设施 跷跷板 器材*坏 长椅 座椅',
    likely: '器材 乐园 凉亭 篮球架 塑胶 游乐',
  },
  { code: 'facilities.cameras', certain: '监控 摄像头 探头', likely: '录像 盲区' },
  {
    code: 'facilities.outage',
    certain: '停水 停电 断电 跳闸 没水 没电 水压 断水 自来水 水管爆 爆管 停气 暖气不热 供暖 二次供水 水质',
    likely: '水管 电压 配电箱 电线 暖气 热水 水箱',
  },
  {
    code: 'facilities',
    certain:
      '路面 坡道*结冰 地面*结冰 加一条坡道 旗杆 坑洼 地砖 台阶 扶手 栏杆 护栏 破损 裂缝 道路破损 地面*塌 坡道*坏',
    likely: '松动 断裂 翘起 裂开 生锈 倾斜',
  },

  { code: 'neighbours', likely: '邻居 纠纷 调解', weak: '楼上 楼下 隔壁 吵架 协商 赔偿' },
  {
    code: 'neighbours.leak',
    certain: '楼上漏水 漏到楼下 楼上*漏 渗水 卫生间漏水 漏水*天花板 天花板*漏 阳台漏水 漏*楼下',
    likely: '漏水 天花板 泡坏',
  },
  { code: 'neighbours.light', certain: '采光 挡光 遮光 遮阳棚 挡住*阳光', likely: '阳光 违建 搭建' },
  { code: 'neighbours.wall', certain: '共有墙 公共墙 隔墙 公用墙 打洞 承重*共用' },
  {
    code: 'neighbours.family',
    certain: '家庭矛盾 夫妻吵架 婆媳 赡养 离婚 抚养 分家',
    likely: '夫妻 老公 儿子不管 家庭 子女',
  },
  { code: 'neighbours.violence', certain: '家暴 打老婆 打孩子 打骂 家庭暴力' },

  { code: 'affairs', likely: '办理 办事 窗口 材料 政策 申请 咨询 怎么办理', weak: '手续 需要什么' },
  {
    code: 'affairs.pension',
    certain: '养老金 退休金 养老保险 退休 社保 高龄津贴 尊老金 养老认证 生存认证 资格认证',
    likely: '养老 缴满',
  },
  {
    code: 'affairs.medical',
    certain: '医保 报销 异地就医 医疗保险 新农合 慢病 门诊',
    likely: '药费 住院 看病',
  },
  {
    code: 'affairs.relief',
    certain: '低保 救助 特困 临时救助 困难补助 大病救助 公租房 廉租房',
    likely: '补助 补贴 困难家庭',
  },
  { code: 'affairs.jobs', certain: '就业 失业 招聘 找工作 失业金 创业 技能培训', likely: '工作 培训' },
  {
    code: 'affairs.papers',
    certain: '身份证 居住证 户口 户口本 迁户口 落户 暂住证 开证明 盖章 证明 结婚证',
    likely: '证件 登记 复印件 社保卡',
  },
  { code: 'affairs.births', certain: '准生证 生育登记 生育津贴 生育保险 产假', likely: '生育 二孩 三孩' },

  { code: 'care', likely: '孤寡 空巢', weak: '老人 老年人 残疾人 轮椅 老伴 奶奶 爷爷 照顾' },
  {
    code: 'care.lost-contact',
    certain: '独居*没见 独居*敲门 敲门没人应 好几天没见 几天没出门 失联 联系不上 独居老人*几天',
    likely: '独居',
  },
  {
    code: 'care.meals',
    certain: '助餐 老年食堂 送餐 长者食堂 社区食堂 老年餐 长者餐',
    likely: '食堂 吃饭 饭菜',
  },
  {
    code: 'care.nursing',
    certain: '护理 长护险 失能 上门照护 护工 居家养老 日间照料 养老院 康复 陪诊 助浴',
    likely: '卧床 照护 照料 瘫痪',
  },
  {
    code: 'care.children',
    certain: '托育 托管 暑托班 托儿所 幼儿园 四点半 早教 婴幼儿',
    likely: '带孩子 放学 寒暑假',
  },
  {
    code: 'care.accessibility',
    certain: '无障碍 加装电梯 盲道 适老化 轮椅*上不 轮椅*坡 加装扶手 残疾证',
    likely: '上下楼 坡道',
  },

  { code: 'safety', certain: '报警 派出所', likely: '治安 民警 警察', weak: '害怕 安全' },
  {
    code: 'safety.strangers',
    certain: '可疑 陌生人 尾随 踩点 鬼鬼祟祟 敲门推销 偷窥 流浪汉',
    likely: '推销 跟踪 生面孔',
  },
  {
    code: 'safety.rentals',
    certain: '群租 隔断房 二房东 合租*人 上下铺 日租房 民宿 租客',
    likely: '出租屋 租户 出租房 房东',
  },
  {
    code: 'safety.fraud',
    certain: '诈骗 骗子 被骗 骗钱 刷单 冒充 中奖 转账 杀猪盘 验证码 安全账户 骗老人 传销 非法集资 贷款',
    likely: '可疑电话 高额回报 理财',
  },
  {
    code: 'safety.health-products',
    certain: '保健品 免费领鸡蛋 讲座 养生课',
    likely: '推销*药 免费体检 神药',
  },
  {
    code: 'safety.theft',
    certain: '被偷 偷车 小偷 盗窃 偷快递 丢了 失窃 入室 偷电瓶 偷走 快递*丢',
    likely: '偷 丢 撬',
  },
  {
    code: 'safety.personal-data',
    certain:
      '个人信息泄露 个人信息泄漏 泄露给 泄漏给 泄露*信息 信息*泄露 号码*泄露 个人信息*卖 卖*个人信息 身份证号*公开 门牌*电话*贴',
    likely: '个人信息 隐私 骚扰电话',
  },
  { code: 'safety', certain: '打架 斗殴 赌博 吸毒 酒后闹事 卖淫 卖假货 烟花 放鞭炮' },

  { code: 'culture', likely: '文体 文化 社区活动', weak: '组织 报名' },
  {
    code: 'culture.venue',
    certain: '活动室 图书室 阅览室 活动中心 棋牌室 乒乓球台 书屋 场地 篮球场 羽毛球',
    likely: '借用 开放时间',
  },
  {
    code: 'culture.events',
    certain: '举办活动 社区活动 合唱队 书法班 兴趣班 运动会 联欢会 电影放映 元宵 包粽子 太极拳 手工课',
    likely: '活动 合唱 书法 比赛 班',
  },
  { code: 'culture.volunteers', certain: '志愿者 志愿服务 志愿时长 服务时长 义工 志愿', likely: '招募 时长' },

  { code: 'self-governance', certain: '居委会', likely: '居民代表 业主群 投票 表决 自治', weak: '大家 商量' },
  {
    code: 'self-governance.topic',
    certain: '议题 提案 业委会 业主委员会 议事会 议事 征求意见 共同决定 业主代表',
    likely: '表决 投票',
  },
  { code: 'self-governance.assembly', certain: '业主大会', likely: '召集 换届' },
  {
    code: 'self-governance.rules',
    certain: '居民公约 公约 文明养犬公约 管理规约 业主规约',
    likely: '约定 规约',
  },
  {
    code: 'self-governance.disclosure',
    certain: '居务公开 账目公开 公开栏 居务监督 党务公开 选举结果',
    likely: '公开 公示栏',
  },

  {
    code: 'other.advice',
    certain: '提个建议 建议增加 建议增设 建议设置 提建议',
    likely: '建议 希望能',
    weak: '希望 能不能 最好',
  },
  {
    code: 'other.praise',
    certain: '表扬 感谢 点赞 锦旗 好人好事 拾金不昧 辛苦了',
    likely: '谢谢 热心 负责任',
  },
  { code: 'other.policy', certain: '政策咨询 请问政策 咨询政策', likely: '请问 咨询 文件规定' },
]
