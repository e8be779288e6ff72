import {
  endByHead,
  endByLeaving,
  headsOf,
  mayInvite,
  sees,
  spokenCode,
} from '@linli/shared/homes/homes.rules'
import { can } from '@linli/shared/machine'
import { homeRequestMachine } from '@linli/shared/homes/homes.machine'
import { refusalLabel } from '@linli/shared/homes/homes.kinds'
import type {
  HouseholdMemberView,
  InvitationView,
  MyHomeView,
  SheetView,
} from '@linli/shared/homes/homes.schema'
import type { MyRequestView } from '@linli/shared/homes/home-requests.schema'
import { relationLabel } from '@linli/shared/session/relations'
import { dayOf, dayText, momentText, type IsoDay } from '@linli/shared/time'
import { periodMs } from '../../platform/retention-rules'
import { qrPath } from '../../platform/qr'
import type { HomeRequestRow } from './home-request.model'
import type { InvitationRow } from './invitation.model'
import type { Member, OwnHome } from './own-homes'

const HOUSEHOLD = '住户'

/** An invitation as those see it who may take it back. */
export function presentInvitation(
  row: InvitationRow,
  now: Date,
  issuers: ReadonlyMap<string, { readonly name: string }> = new Map(),
): InvitationView {
  const isOpen = row.status === 'open' && row.expiresAt > now
  return {
    id: row._id,
    version: row.version,
    roomId: row.roomId,
    roomLabel: row.roomLabel,
    relation: row.relation,
    status: row.status === 'open' && !isOpen ? 'expired' : row.status,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    issuedBy: row.issuedByPerson === null ? (issuers.get(row.issuedBy)?.name ?? '社区') : HOUSEHOLD,
    usedAt: row.usedAt?.toISOString() ?? null,
    abilities: { sheet: isOpen, takeBack: row.status === 'open' },
  }
}

/** The sheet of an open invitation: its code as text, as link, as WeChat scene and to scan. */
export function presentSheet(
  row: InvitationRow,
  code: string,
  { webAddress, communityName }: { readonly webAddress: string; readonly communityName: string },
): SheetView {
  const link = `${webAddress}/packages/space/bind?code=${code}`
  return {
    ...{ id: row._id, inviteCode: spokenCode(code), link, scene: code, qr: qrPath(link), communityName },
    ...{ roomLabel: row.roomLabel, relation: row.relation, expiresAt: row.expiresAt.toISOString() },
  }
}

function presentMember(home: OwnHome, member: Member): HouseholdMemberView {
  return {
    relationId: member.relationId,
    personId: member.personId,
    maskedName: member.maskedName,
    relation: member.relation,
    relationLabel: relationLabel[member.relation],
    isSelf: member.relationId === home.self.relationId,
    hasAccount: member.hasAccount,
    livesIn: member.livesIn,
    since: member.from.toISOString(),
    canEnd: endByHead(home.self, member, home.members) !== null,
  }
}

export function presentMyHome(
  home: OwnHome,
  communityName: string,
  invitations: readonly InvitationRow[],
  now: Date,
): MyHomeView {
  const { self, members } = home
  const isHead = headsOf(members).includes(self.personId)
  return {
    roomId: self.roomId,
    communityId: self.communityId,
    communityName,
    label: self.label,
    relation: self.relation,
    relationId: self.relationId,
    livesIn: self.livesIn,
    since: self.from.toISOString(),
    isHead,
    members: members
      .filter((member) => sees(self, member, members))
      .map((member) => presentMember(home, member)),
    invitations: invitations
      .filter((row) => isHead && row.roomId === self.roomId && row.issuedByPerson === self.personId)
      .map((row) => presentInvitation(row, now)),
    mayInvite: [...mayInvite(self, members)],
    canLeave: endByLeaving(self) !== null,
  }
}

/** Who does what by when, as the applicant reads it. */
function sentenceOf(row: HomeRequestRow, now: Date): string {
  switch (row.status) {
    case 'submitted':
      return row.dueAt > now
        ? `社区最晚 ${momentText(row.dueAt, now)} 前给您答复`
        : '社区没有按时答复，您可以打电话问一下进展'
    case 'needs_more':
      return `社区要您补充，请在 ${dayText(lapsesOn(row), dayOf(now))} 前补上，过后这件申请会关闭`
    case 'approved':
      return row.subject === 'child' ? '已经登记好了' : '已经绑定好了'
    case 'refused':
      return row.refusal
        ? [refusalLabel[row.refusal.reason], row.refusal.text].filter(Boolean).join('：')
        : '没有通过'
    case 'withdrawn':
      return '您已经撤回'
    case 'lapsed':
      return '没有收到您补充的材料，已经关闭，照片已删除。需要时可以重新提交'
  }
}

/** The day on which a request that waits for its applicant is closed. */
const lapsesOn = ({ changedAt }: HomeRequestRow): IsoDay =>
  dayOf(new Date(changedAt.getTime() + periodMs('unanswered_home_requests')))

export function presentMyRequest(row: HomeRequestRow, communityName: string, now: Date): MyRequestView {
  return {
    id: row._id,
    version: row.version,
    status: row.status,
    communityName,
    roomLabel: row.roomLabel,
    relation: row.relation,
    subject: row.subject,
    name: row.name,
    submittedAt: row.submittedAt.toISOString(),
    dueAt: row.status === 'submitted' ? row.dueAt.toISOString() : null,
    sentence: sentenceOf(row, now),
    asked: row.status === 'needs_more' ? row.asked : null,
    hasProof: row.proof !== null,
    abilities: {
      supplement: can(homeRequestMachine, row.status, 'supplement'),
      withdraw: can(homeRequestMachine, row.status, 'withdraw'),
    },
  }
}
