import type { RetentionRuleView, RetentionView } from '@linli/shared/privacy/retention.schema'
import { dayOf, dayText, momentText } from '@linli/shared/time'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { ApiError } from '@/platform/api-error'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { useRetention } from './queries'
import './staff-privacy.scss'

const moment = (iso: string): string => momentText(new Date(iso), new Date())

function nextText({ next }: RetentionRuleView): string {
  if (next.at === null) return '没有要删的'
  const count = next.capped ? `${next.count} 条以上` : `${next.count} 条`
  const day = dayText(dayOf(new Date(next.at)), dayOf(new Date()))
  return next.count === 0 ? `最早 ${day}` : `30 天内 ${count}，最早 ${day}`
}

const ranText = (rule: RetentionRuleView): string =>
  rule.failedAt !== null
    ? `${moment(rule.failedAt)} 没有执行成功`
    : rule.lastRunAt === null
      ? '还没有执行过'
      : `${moment(rule.lastRunAt)} 执行`

function Rules({ rules }: Pick<RetentionView, 'rules'>) {
  const wide = useWide()
  if (!wide) {
    return (
      <Surface>
        {rules.map((rule) => (
          <ListRow
            key={rule.code}
            title={rule.label}
            detail={`${rule.period}。${rule.source}`}
            meta={`${ranText(rule)}，30 天删了 ${rule.removed} 条。${nextText(rule)}`}
          />
        ))}
      </Surface>
    )
  }
  return (
    <Surface>
      <Box className="retention" role="table" label="保存期限">
        <Box className="retention__row retention__row--head" role="row">
          {['内容', '保存多久', '30 天已删', '接下来', '最近执行'].map((title) => (
            <Box key={title} className="retention__cell" role="columnheader">
              {title}
            </Box>
          ))}
        </Box>
        {rules.map((rule) => (
          <Box key={rule.code} className="retention__row" role="row">
            <Box className="retention__cell" role="cell">
              <Box className="retention__name">{rule.label}</Box>
              <Box className="retention__note">{rule.source}</Box>
            </Box>
            <Box className="retention__cell" role="cell">
              {rule.period}
            </Box>
            <Box className="retention__cell" role="cell">
              {`${rule.removed} 条`}
            </Box>
            <Box className="retention__cell" role="cell">
              {nextText(rule)}
            </Box>
            <Box className="retention__cell" role="cell">
              {ranText(rule)}
            </Box>
          </Box>
        ))}
      </Box>
    </Surface>
  )
}

function Days({ days }: Pick<RetentionView, 'days'>) {
  const today = dayOf(new Date())
  return (
    <>
      <SectionTitle title="每天删了什么" note="最近 30 天，只记数目" />
      <Surface>
        {days.length === 0 && <EmptyState icon="trash">最近 30 天没有到期的内容</EmptyState>}
        {days.map((row) => (
          <ListRow
            key={`${row.day}:${row.code}`}
            title={row.label}
            detail={dayText(row.day, today)}
            value={`${row.removed} 条`}
          />
        ))}
      </Surface>
    </>
  )
}

/** 保存期限: rules that run by themselves, what they removed, what comes next. */
export function RetentionPage() {
  const { communityId } = useDesk()
  const query = useRetention(communityId)
  const refused = query.error instanceof ApiError && query.error.status === 403
  return (
    <StaffConsole
      title="保存期限"
      note="到期的内容每天自动删除，这里只有数目，没有个人信息"
      current="retention"
      backTo="/pages/me"
    >
      {refused ? (
        <Surface>
          <EmptyState icon="lock">保存期限由居务监督和社区负责人查看</EmptyState>
        </Surface>
      ) : (
        <QueryView query={query}>
          {({ rules, days }) => (
            <>
              {rules.some((rule) => rule.failedAt !== null) && (
                <Banner kind="alert">有规则没有执行成功，请告诉系统维护人员。明天会自动再试</Banner>
              )}
              <Rules rules={rules} />
              <Days days={days} />
            </>
          )}
        </QueryView>
      )}
    </StaffConsole>
  )
}
