import { dateAndTime, dayOf } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import { maskPhone } from '../../platform/mask-phone'
import type { DataEntry, PersonalData } from '../../platform/personal-data'
import type { Accounts } from './accounts'
import type { AccountPrivacyRepository } from './account-privacy.repository'
import type { AccountsRepository } from './accounts.repository'
import type { ConsentRow } from './consent.model'
import type { SessionEnd } from './session.model'

const endLabel: Record<SessionEnd, string> = {
  signed_out: '您退出了',
  signed_out_everywhere: '您在所有设备上退出了',
  token_reused: '为安全自动退出',
  account_closed: '账号已注销',
  second_factor_reset: '动态码重置后退出',
  consent_withdrawn: '撤回同意后退出',
  recovered: '在窗口换号后退出',
}

const decisionLabel: Record<ConsentRow['decision'], string> = {
  accepted: '同意',
  switched: '改了开关',
  withdrawn: '撤回',
}

const onOff = (on: boolean): string => (on ? '开' : '关')

/** What signing in keeps about a person. It goes with the account itself, so there is nothing more to erase. */
export function createSessionPersonalData(deps: {
  readonly accounts: AccountsRepository
  readonly identities: Accounts
  readonly privacy: AccountPrivacyRepository
  readonly clock: Clock
}): PersonalData {
  const { accounts, identities, privacy, clock } = deps
  return {
    erasures: [],
    parts: [
      {
        kind: 'account',
        count: async () => 1,
        async entries({ accountId }, { masked }) {
          const account = await accounts.find(accountId)
          if (!account) return []
          const phone = await identities.phoneOf(accountId)
          return [
            {
              手机号: phone === null ? '没有绑定' : masked ? maskPhone(phone) : phone,
              微信: (await identities.hasWechat(accountId)) ? '已绑定' : '没有绑定',
              开通日期: dayOf(account.createdAt),
            },
          ]
        },
      },
      {
        kind: 'sign_ins',
        count: ({ accountId }) => privacy.countSessions(accountId),
        async entries({ accountId }, { limit }) {
          const rows = await privacy.sessionsOf(accountId, limit)
          return rows.map((row): DataEntry => ({
            登录时间: dateAndTime(row.createdAt, clock.now()),
            状态: row.endReason === null ? '还在登录' : endLabel[row.endReason],
          }))
        },
      },
      {
        kind: 'consents',
        count: ({ accountId }) => privacy.countConsents(accountId),
        async entries({ accountId }, { limit }) {
          const rows = await privacy.consentsOf(accountId, limit)
          return rows.map((row): DataEntry => ({
            时间: dateAndTime(row.at, clock.now()),
            决定: decisionLabel[row.decision],
            隐私说明版本: row.version,
            微信提醒: onOff(row.wechatMessages),
            按我的情况推送: onOff(row.personalisedPush),
            文本校验码: row.textHash,
          }))
        },
      },
    ],
  }
}
