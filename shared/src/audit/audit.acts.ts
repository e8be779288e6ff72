import { exportPurposeLabel, importKindLabel } from '../imports/imports.kinds'
import { bindingEndLabel, refusalLabel } from '../homes/homes.kinds'
import {
  hidingReasonLabel,
  screeningReasonCodes,
  screeningReasons,
  type ScreeningReason,
} from '../council/topics.kinds'
import { seenPaperLabel } from '../recovery/recovery.kinds'
import { rejectReasonCodes, rejectReasons, type RejectReason } from '../opinions/opinions.catalogue'
import { caseExportPurposeLabel } from '../opinions/desk.kinds'
import { endReasonLabel, entryBasisLabel, lookPurposeLabel, maskedFieldLabel } from '../people/people.kinds'
import { roleLabel } from '../roles'
import { relationLabel } from '../session/relations'
import { auditExportPurposeLabel } from './audit.kinds'
import { nodeKindLabel } from '../space/space.kinds'
import { grantEndLabel } from '../grants/grants.rules'

/** What kinds of act the trail can be narrowed to. `look` stands apart: it tells who saw something personal. */
export const actKinds = [
  'look',
  'people',
  'lists',
  'roles',
  'notices',
  'opinions',
  'polls',
  'council',
  'bookings',
  'space',
  'security',
  'tenants',
] as const
export type ActKind = (typeof actKinds)[number]

export const actKindLabel: Record<ActKind, string> = {
  look: '查看个人信息',
  people: '居民档案',
  lists: '导入导出',
  roles: '授权',
  notices: '通知',
  opinions: '办件',
  polls: '表决',
  council: '议事',
  bookings: '预约',
  space: '房屋和网格',
  security: '动态码',
  tenants: '街道和社区',
}

/** Ids, figures and enums that stand beside an act; never names or text. */
export type ActDetail = Readonly<Record<string, string | number | boolean | null>>

interface ActWords {
  readonly kind: ActKind
  /** The sentence behind the name of who did it. `thing` is what it was done to, as the reader may know it. */
  readonly say: (thing: string, detail: ActDetail) => string
}

const act = (kind: ActKind, say: ActWords['say']): ActWords => ({ kind, say })
/** The word for a stored code; the code itself when a later or earlier release wrote it. */
const word = (labels: Readonly<Record<string, string>>, code: ActDetail[string] | undefined): string =>
  labels[String(code)] ?? String(code ?? '')
const purposeOf = (detail: ActDetail): string => `用途：${word(lookPurposeLabel, detail['purpose'])}`
const rejectWord = (code: ActDetail[string] | undefined): string =>
  rejectReasonCodes.some((known) => known === code) ? rejectReasons[code as RejectReason].label : String(code)
const screeningWord = (code: ActDetail[string] | undefined): string =>
  screeningReasonCodes.some((known) => known === code)
    ? screeningReasons[code as ScreeningReason].label
    : String(code)
const roleOf = (detail: ActDetail): string => word(roleLabel, detail['role'])
const listOf = (detail: ActDetail): string => `${word(importKindLabel, detail['kind'])}名册`
const untilOf = (detail: ActDetail): string =>
  typeof detail['lastDay'] === 'string' ? `，到 ${detail['lastDay']} 为止` : ''

/**
 * Every act of the trail as one sentence a supervisor reads (product §3.12). An act that is not written here cannot be
 * recorded: it does not compile.
 */
export const auditActs = {
  'notice.create': act('notices', () => '写了一条通知草稿'),
  'notice.update': act('notices', () => '修改了一条通知'),
  'notice.discard': act('notices', () => '删除了一条通知草稿'),
  'notice.schedule': act('notices', () => '定好了一条通知的发布时间'),
  'notice.unschedule': act('notices', () => '取消了一条通知的定时发布'),
  'notice.publish': act('notices', () => '发布了一条通知'),
  'notice.withdraw': act('notices', () => '撤回了一条通知'),
  'notice.pin': act('notices', () => '置顶了一条通知'),
  'notice.unpin': act('notices', () => '取消了一条通知的置顶'),
  'notice.remind': act('notices', (_, { households }) =>
    households === undefined ? '提醒了还没确认通知的住户' : `提醒了还没确认通知的 ${String(households)} 户`,
  ),
  'notice.visit': act('notices', () => '登记了一次上门告知'),
  'topic.create': act('council', (_, { opinions }) =>
    Number(opinions) === 0 ? '提出了一个议题' : `由 ${Number(opinions)} 条意见提出了一个议题`,
  ),
  'topic.pass': act('council', () => '让一个议题开始征集支持'),
  'topic.screen_out': act('council', (_, { reason }) => `没有通过一个议题，原因：${screeningWord(reason)}`),
  'topic.uphold': act('council', () => '复核了一个没有通过的议题，没有改变'),
  'topic.restore': act('council', () => '复核了一个没有通过的议题，恢复了它'),
  'topic.adopt': act('council', (_, { supporters }) => `采纳了一个有 ${Number(supporters)} 人支持的议题`),
  'topic.link': act('council', () => '把两个相似的议题放在一起'),
  'topic.move': act('council', () => '把一个议题写成了议案'),
  'topic.link_poll': act('council', () => '给一个议案关联了表决'),
  'topic.resolve': act('council', (_, { passed, tasks }) =>
    passed === false ? '公布了一个没有通过的结果' : `公布了一个决议，安排了 ${Number(tasks)} 件事`,
  ),
  'topic.add_task': act('council', () => '给一个决议安排了一件事'),
  'topic.report': act('council', (_, { isDone }) =>
    isDone === true ? '说一个决议里的一件事做好了' : '写了一个决议里一件事的进展',
  ),
  'topic.hide_statement': act(
    'council',
    (_, { reason }) => `收起了一条看法，原因：${word(hidingReasonLabel, reason)}`,
  ),
  'topic.show_statement': act('council', () => '重新显示了一条看法'),
  'council.figures': act('council', () => '改了议事的人数和期限'),
  'meeting.create': act('council', () => '安排了一次会议'),
  'meeting.change': act('council', () => '改了一次会议的安排'),
  'meeting.invite': act('council', () => '发出了一次会议的通知'),
  'meeting.cancel': act('council', () => '取消了一次会议'),
  'meeting.begin': act('council', () => '开始了一次会议'),
  'meeting.end': act('council', () => '结束了一次会议'),
  'meeting.tick': act('council', (_, { came }) =>
    came === true ? '替一位没有手机的居民签到' : '取消了一次替居民的签到',
  ),
  'meeting.write': act('council', () => '保存了一次会议的纪要'),
  'meeting.publish': act('council', () => '公布了一次会议的纪要'),
  'poll.create': act('polls', () => '写了一次表决的草稿'),
  'poll.prepare': act('polls', () => '定下了一次表决的设置'),
  'poll.revise': act('polls', () => '把一次表决退回草稿'),
  'poll.facts': act('polls', () => '登记了一次表决的准备情况'),
  'poll.publish_roll': act('polls', (_, { rows }) => `公布了一次表决的名册，${Number(rows)} 行`),
  'poll.withdraw_roll': act('polls', () => '收回了一次表决的名册'),
  'poll.decide_objection': act('polls', (_, { accepted }) =>
    accepted === true ? '采纳了一条名册异议' : '答复了一条名册异议，没有采纳',
  ),
  'poll.answer_not_me': act('polls', (_, { upheld, annulled }) =>
    annulled === true
      ? '查实一票不是本人投的，这一票作废，请本人重投'
      : upheld === true
        ? '查实一行投票记录不对'
        : '答复了一行投票记录的异议，没有查实',
  ),
  'poll.freeze': act('polls', () => '冻结了一次表决的问题、规则和名册'),
  'poll.discard': act('polls', () => '作废了一次还没有开始的表决'),
  'poll.cancel': act('polls', () => '中止了一次表决'),
  'poll.deliver': act('polls', (_, { rows }) => `登记了 ${Number(rows)} 户的送达证明`),
  'poll.mandate': act('polls', () => '登记了一份书面委托'),
  'poll.withdraw_mandate': act('polls', (_, { taken }) =>
    taken === true ? '按本人的书面意思收回了一份委托' : '要收回一份委托，对方已经替他投了票',
  ),
  'poll.enter_paper': act('polls', (_, { confirmed }) =>
    confirmed === true ? '第二次录入一张纸票，两次一样' : '录入了一张纸票，等另一个人核对',
  ),
  'poll.print_papers': act('polls', (_, { count, papers }) =>
    papers === undefined ? `印了 ${Number(count)} 张不记名纸票` : `印了不记名纸票：${String(papers)}`,
  ),
  'poll.void_papers': act('polls', (_, { papers }) => `作废了不记名纸票：${String(papers)}`),
  'poll.reminders': act('polls', () => '看了截止前提醒过谁'),
  'poll.mark': act('polls', (_, { marked }) =>
    marked === true ? '发出一张不记名纸票，登记了领票' : '看到名册上这一行已经投过票',
  ),
  'poll.enter_batch': act('polls', (_, { papers }) => `截止后录入了 ${Number(papers)} 张不记名纸票`),
  'poll.record_official': act('polls', () => '登记了政府系统的表决结果'),
  'topic.close': act('council', () => '说明一个决议没有要落实的事，已办结'),
  'poll.official_pack': act('polls', () => '导出了给政府系统用的问题和名册'),
  'poll.correct_official': act('polls', () => '更正了登记的政府系统表决结果'),
  'poll.record_filing': act('polls', () => '登记了公约或章程报街道备案'),
  'poll.refuse_signature': act('polls', () => '写明理由，没有签认一次表决的总指纹'),
  'poll.seal': act('polls', () => '封存了一次表决的名册'),
  'poll.count': act('polls', () => '清点了一次表决'),
  'poll.publish': act('polls', () => '公布了一次表决的结果'),
  'poll.sign': act('polls', () => '签认了一次表决的总指纹'),
  'poll.evidence': act('polls', () => '下载了一次表决的证据包'),
  'opinion.accept': act('opinions', () => '受理了一件意见'),
  'opinion.reject': act('opinions', (_, { reason }) => `不受理一件意见，原因：${rejectWord(reason)}`),
  'open311.create_key': act('security', () => '给其他系统发了一把接口密钥'),
  'open311.revoke_key': act('security', () => '停用了其他系统的接口密钥'),
  'webhook.create': act('security', () => '设了一个推送地址，公开的意见有变化就告诉对方系统'),
  'webhook.end': act('security', () => '停用了一个推送地址'),
  'webhook.resume': act('security', () => '恢复了一个暂停的推送地址'),
  'opinion.file_for': act('opinions', () => '经本人同意，替家人提了一件意见'),
  'opinion.enter': act('opinions', () => '替没有账号的居民登记了一件意见'),
  'opinion.renew_code': act('opinions', () => '给来电居民换了查询码'),
  'opinion.read_caller': act('look', () => '查看了来电居民的姓名和电话'),
  'opinion.request_info': act('opinions', () => '请提意见的居民补充情况'),
  'opinion.request_more': act('opinions', () => '请提意见的居民补充情况，时限暂停'),
  'opinion.start': act('opinions', () => '开始办理一件意见'),
  'opinion.resume': act('opinions', () => '继续办理一件意见'),
  'opinion.submit': act('opinions', () => '提了一件意见'),
  'opinion.add': act('opinions', () => '给意见补充了内容'),
  'opinion.supplement': act('opinions', () => '补充了意见的情况'),
  'opinion.rate': act('opinions', () => '评价了一件意见'),
  'opinion.reopen': act('opinions', () => '要求重新办理一件意见'),
  'opinion.withdraw': act('opinions', () => '撤回了一件意见'),
  'opinion.lapse': act('opinions', () => '一件意见到期没有评价，自动办结'),
  'opinion.note': act('opinions', () => '给一件意见写了内部备注'),
  'opinion.dispatch': act('opinions', () => '把一件意见派给别人办'),
  'opinion.adjudicate': act('opinions', () => '裁定一件意见由谁办'),
  'opinion.take': act('opinions', () => '把派出的意见收回来自己办'),
  'opinion.sign': act('opinions', () => '签收了一件意见'),
  'opinion.hand_back': act('opinions', () => '退回了一件意见'),
  'opinion.hand_back_again': act('opinions', () => '退回了一件意见，转街道裁定'),
  'opinion.refer': act('opinions', () => '请街道裁定一件意见由谁办'),
  'opinion.hold': act('opinions', () => '让一件意见先等一等'),
  'opinion.merge': act('opinions', () => '合并了一件意见'),
  'opinion.merge_in': act('opinions', () => '把一件意见并了进来'),
  'opinion.split': act('opinions', () => '从一件意见里分出一件'),
  'opinion.split_from': act('opinions', () => '立了一件分出来的意见'),
  'opinion.ask': act('opinions', () => '就答复追问了一句'),
  'opinion.respond': act('opinions', () => '答复了居民的追问'),
  'opinion.callback': act('opinions', () => '就一件办结的意见作了回访'),
  'opinion.mark': act('opinions', () => '改了一件意见的统计口径'),
  'opinion.recuse': act('opinions', (_, { barred }) =>
    Number(barred) === 0 ? '取消了一件意见的回避' : '让意见里提到的人或单位回避',
  ),
  'opinion.share_contact': act('opinions', () => '同意把姓名和电话给办理的单位'),
  'opinion.keep_contact': act('opinions', () => '不再把姓名和电话给办理的单位'),
  'opinion.read_contact': act('look', () => '查看了同意提供联系方式的居民的姓名和电话'),
  'opinion.export': act('lists', (_, { purpose, masked }) =>
    [
      masked === false ? '导出了没有打星号的办件清单' : '导出了办件清单',
      `用途：${word(caseExportPurposeLabel, purpose)}`,
    ].join('，'),
  ),
  'audit.export': act('lists', (_, { purpose }) =>
    ['导出了操作记录', `用途：${word(auditExportPurposeLabel, purpose)}`].join('，'),
  ),
  'opinion.set_catalogue': act('opinions', () => '改了意见的类别和时限'),
  'opinion.mark_urgent': act('opinions', () => '把一件意见标为紧急'),
  'opinion.unmark_urgent': act('opinions', () => '把一件意见改为不紧急'),
  'opinion.set_templates': act('opinions', () => '改了答复模板'),
  'opinion.help_done': act('opinions', () => '办完了一件意见的协办事项'),
  'opinion.ask_extension': act('opinions', () => '申请延长一件意见的期限'),
  'opinion.grant_extension': act('opinions', () => '同意延长一件意见的期限'),
  'opinion.refuse_extension': act('opinions', () => '没有同意延长一件意见的期限'),
  'opinion.reply': act('opinions', () => '答复了一件意见'),
  'opinion.make_public': act('opinions', () => '公开了一件意见的答复'),
  'opinion.transcribe': act('opinions', () => '把一件意见的语音整理成文字'),
  'opinion.look_video': act('opinions', () => '看过一件意见的视频，定了能不能用'),
  'opinion.show_photos': act('opinions', () => '逐张看过照片，定了哪些公开'),
  'opinion.make_private': act('opinions', () => '不再公开一件意见的答复'),
  'person.enter': act('people', (thing) => `登记了居民${thing}`),
  'person.correct': act('people', (thing) => `更正了${thing}的档案`),
  'person.confirm_identity': act('people', (thing) => `核对了${thing}的证件`),
  'person.relate': act(
    'people',
    (thing, { relation, basis }) =>
      `登记${thing}为${word(relationLabel, relation)}，依据：${word(entryBasisLabel, basis)}`,
  ),
  'person.change_share': act('people', (thing) => `改了${thing}的产权份额或居住情况`),
  'person.end_relation': act(
    'people',
    (thing, { relation, reason }) =>
      `结束了${thing}的${word(relationLabel, relation)}关系，原因：${word(endReasonLabel, reason)}`,
  ),
  'person.add_guardian': act('people', (thing) => `登记了${thing}的监护人`),
  'person.end_guardian': act('people', (thing) => `结束了${thing}的监护关系`),
  'person.add_delegate': act('people', (thing) => `登记了${thing}的代办人`),
  'person.decline_delegate': act('people', (thing) => `记下${thing}没有同意别人代办`),
  'person.end_delegate': act('people', (thing) => `结束了${thing}的代办`),
  'person.merge': act('people', (thing) => `把重复的档案并入了${thing}的档案`),
  'person.undo_merge': act('people', (thing) => `撤销了${thing}的档案合并`),
  'person.unmask': act(
    'look',
    (thing, detail) => `查看了${thing}的完整${word(maskedFieldLabel, detail['field'])}，${purposeOf(detail)}`,
  ),
  'correction.open': act('look', (thing) => `查看了${thing}申请更正的内容，用途：更正档案`),
  'correction.accept': act('people', (thing) => `按${thing}的申请更正了档案`),
  'correction.refuse': act('people', (thing) => `没有同意${thing}的更正申请`),
  'privacy.export': act('people', () => '导出了自己的个人信息'),
  'tag.look': act('look', (thing, detail) => `查看了${thing}的敏感标签，${purposeOf(detail)}`),
  'export.begin': act(
    'look',
    (_, detail) =>
      `导出了${listOf(detail)}，${detail['masked'] === false ? '号码完整' : '号码遮住'}，用途：${word(exportPurposeLabel, detail['purpose'])}`,
  ),
  'import.begin': act('lists', (_, detail) => `传上来一份${listOf(detail)}`),
  'import.read': act('lists', (_, detail) => `读完了一份${listOf(detail)}`),
  'import.check': act('lists', (_, detail) => `核对了一份${listOf(detail)}`),
  'import.refuse': act('lists', (_, detail) => `一份${listOf(detail)}不能用`),
  'import.confirm': act(
    'lists',
    (_, detail) => `确认导入一份${listOf(detail)}，${String(detail['rows'])} 行`,
  ),
  'import.apply': act(
    'lists',
    (_, detail) =>
      `导入${listOf(detail)}的一部分，新增 ${String(detail['created'])} 行，改动 ${String(detail['changed'])} 行`,
  ),
  'import.cancel': act('lists', (_, detail) => `取消了一份${listOf(detail)}的导入`),
  'import.finish': act('lists', (_, detail) => `导入完一份${listOf(detail)}，${String(detail['rows'])} 行`),
  'import.fail': act('lists', (_, detail) => `一份${listOf(detail)}没有导入成功`),
  'tag.set': act('people', (thing) => `给${thing}加了标签`),
  'tag.remove': act('people', (thing) => `去掉了${thing}的标签`),
  'tag.define': act('people', () => '改了标签目录'),
  'space.create': act('space', (thing, { kind }) => `新建了${word(nodeKindLabel, kind)}${thing}`),
  'space.correct': act('space', (thing) => `更正了${thing}的登记`),
  'space.change': act('space', (thing) => `登记了${thing}的变更`),
  'space.end': act('space', (thing) => `停用了${thing}`),
  'space.draw': act('space', (thing) => `画了${thing}的范围`),
  'space.redraw': act('space', (_, { moved }) => `重划网格，${String(moved)} 处换了网格`),
  'space.merge': act('tenants', (thing) => `把${thing}并入了本社区`),
  'space.import_rooms': act(
    'space',
    (_, { created, changed }) => `导入房屋，新增 ${String(created)} 处，改动 ${String(changed)} 处`,
  ),
  'space.create_street': act('tenants', (thing) => `新建了街道${thing}`),
  'space.create_community': act('tenants', (thing) => `新建了社区${thing}`),
  'tenant.rename': act('tenants', (thing) => `改了${thing}的名称`),
  'tenant.suspend': act('tenants', (thing) => `暂停了${thing}的使用`),
  'calendar.write': act(
    'tenants',
    (_, { year, daysOff, workedWeekends }) =>
      `写下 ${String(year)} 年的放假安排，放假 ${String(daysOff)} 天，周末上班 ${String(workedWeekends)} 天`,
  ),
  'tenant.resume': act('tenants', (thing) => `恢复了${thing}的使用`),
  'role.grant': act('roles', (thing, detail) => `把${roleOf(detail)}的身份给了${thing}${untilOf(detail)}`),
  'role.invite': act('roles', (_, detail) => `邀请一位同事担任${roleOf(detail)}${untilOf(detail)}`),
  'role.withdraw_invitation': act('roles', (_, detail) => `撤回了担任${roleOf(detail)}的邀请`),
  'role.take_up': act('roles', (_, detail) => `登录并担任了${roleOf(detail)}`),
  'role.change_expiry': act('roles', (thing, detail) =>
    detail['lastDay'] === null
      ? `把${thing}的${roleOf(detail)}身份改为长期有效`
      : `改了${thing}的${roleOf(detail)}身份的期限${untilOf(detail)}`,
  ),
  'role.revoke': act(
    'roles',
    (thing, detail) =>
      `收回了${thing}的${roleOf(detail)}身份，原因：${word(grantEndLabel, detail['reason'])}`,
  ),
  'role.expire': act('roles', (thing, detail) => `${thing}的${roleOf(detail)}身份到期`),
  'role.hand_over': act(
    'roles',
    (thing, { grants, notices }) =>
      `办理了${thing}的交接，交出 ${String(grants)} 项身份、${String(notices)} 条未发布的通知`,
  ),
  'invitation.make': act(
    'people',
    (_, detail) => `生成了一个邀请码，邀请${word(relationLabel, detail['relation'])}`,
  ),
  'invitation.show': act('people', () => '看了一个邀请码'),
  'invitation.print': act(
    'people',
    (thing, { relation, shown, made }) =>
      `打印了${thing}的邀请码 ${String(shown)} 张，其中新生成 ${String(made)} 个，邀请${word(relationLabel, relation)}`,
  ),
  'invitation.withdraw': act('people', () => '收回了一个邀请码'),
  'home_request.ask': act('people', () => '请一件绑定申请的申请人补充'),
  'home_request.approve': act(
    'people',
    (_, detail) => `通过了一件绑定申请，身份：${word(relationLabel, detail['relation'])}`,
  ),
  'home_request.refuse': act(
    'people',
    (_, detail) => `没有通过一件绑定申请，原因：${word(refusalLabel, detail['reason'])}`,
  ),
  'home_request.look_proof': act('look', (_, detail) => `看了绑定申请的证件照片，${purposeOf(detail)}`),
  'binding.end': act(
    'people',
    (thing, detail) => `解除了${thing}的账号绑定，原因：${word(bindingEndLabel, detail['reason'])}`,
  ),
  'account.recover': act(
    'security',
    (thing, detail) => `在窗口给${thing}换了手机号，看过${word(seenPaperLabel, detail['paper'])}`,
  ),
  'desk.open': act('bookings', (thing) => `开了预约窗口${thing}`),
  'desk.change': act('bookings', (thing, { active }) =>
    active === false ? `停了预约窗口${thing}` : `修改了预约窗口${thing}的时间或名额`,
  ),
  'desk.offer_times': act(
    'bookings',
    (thing, { bookings }) => `替预约窗口${thing}的 ${Number(bookings)} 个预约找新时间`,
  ),
  'service.change': act('bookings', (_, { offered }) =>
    offered === false ? '停办了一个事项' : '修改了一个事项的办事指南',
  ),
  'booking.book': act('bookings', (_, { visits }) =>
    visits === undefined ? '给一位居民代约了时间' : `给一位居民连着约了 ${Number(visits)} 次`,
  ),
  'booking.cancel': act('bookings', () => '替一位居民取消了预约'),
  'booking.move': act('bookings', () => '替一位居民改了预约的时间'),
  'booking.approve': act('bookings', () => '同意了一个借用活动室的申请'),
  'booking.refuse': act('bookings', () => '没有同意一个借用活动室的申请'),
  'booking.transfer': act('bookings', () => '把一个号转到了别的窗口'),
  'booking.walk_in': act('bookings', () => '给现场来办事的人取了号'),
  'booking.check_in': act('bookings', () => '给一位预约的人签了到'),
  'booking.call': act('bookings', () => '叫了一个号'),
  'booking.recall': act('bookings', () => '又叫了一次号'),
  'booking.skip': act('bookings', () => '过了一个号'),
  'booking.finish': act('bookings', () => '办结了一个预约'),
  'booking.miss': act('bookings', () => '登记了一次约了没来'),
  'booking.pardon': act('bookings', () => '谅解了一次约了没来'),
  'second_factor.enrol': act('security', () => '设置了动态码'),
  'second_factor.recovery_used': act('security', () => '用恢复码代替了动态码'),
  'second_factor.recovery_codes': act('security', () => '换了一组恢复码'),
  'second_factor.reset_request': act('security', (thing) => `申请重置${thing}的动态码`),
  'second_factor.reset': act('security', (thing) => `同意重置${thing}的动态码`),
  'second_factor.reset_refuse': act('security', (thing) => `没有同意重置${thing}的动态码`),
} as const satisfies Readonly<Record<string, ActWords>>

/** `notice.publish` */
export type AuditAct = keyof typeof auditActs

const known: Readonly<Record<string, ActWords>> = auditActs

/** The acts of a kind. */
export const actsOf = (kind: ActKind): readonly string[] =>
  Object.keys(known).filter((name) => known[name]?.kind === kind)

/** The sentence of a stored act, without its beginning (who); an act of another release is named by its code. */
export const sayAct = (action: string, thing: string, detail: ActDetail): string =>
  known[action]?.say(thing, detail) ?? `做了一项操作（${action}）`

export const kindOfAct = (action: string): ActKind | null => known[action]?.kind ?? null
