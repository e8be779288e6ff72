import type { CalendarYearView } from '@linli/shared/calendar/calendar.schema'
import { dayListText } from '@linli/shared/calendar/day-list'
import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { areaPaths } from '@/features/staff-shell/areas'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { ApiError } from '@/platform/api-error'
import { forgetEnd } from '@/platform/forget-end'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { InfoList } from '@/ui/info-list'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useCalendar, useWriteYear } from './queries'
import { readTyped } from './year-form'

const listOf = (days: readonly string[]): string =>
  days.length === 0 ? '没有' : `${dayListText(days)}，共 ${days.length} 天`
const factsOf = ({ daysOff, workedWeekends }: CalendarYearView) => [
  { name: '放假', value: listOf(daysOff) },
  { name: '周末上班', value: listOf(workedWeekends) },
]

/** The notice of a year, written as it is printed; what a colleague wrote meanwhile stands above what was typed. */
function YearSheet({ view, onClose }: { readonly view: CalendarYearView; readonly onClose: () => void }) {
  const write = useWriteYear()
  const [begun] = useState(view.version)
  const [typed, setTyped] = useState(() => ({
    daysOff: dayListText(view.daysOff),
    workedWeekends: dayListText(view.workedWeekends),
  }))
  const [tried, setTried] = useState(false)
  const { read, issues } = readTyped(view.year, typed)
  const refusal = (field: keyof typeof typed): string | undefined =>
    write.error instanceof ApiError ? write.error.issueAt(field) : undefined
  const issueAt = (field: keyof typeof typed) => (tried ? issues[field] : undefined) ?? refusal(field)
  const isBeside = refusal('daysOff') !== undefined || refusal('workedWeekends') !== undefined
  const change = (field: keyof typeof typed) => (text: string) => {
    forgetEnd(write)
    setTyped((known) => ({ ...known, [field]: text }))
  }
  const send = () => {
    setTried(true)
    if (Object.keys(issues).length > 0) return
    write.mutate(
      { ...read, version: view.version },
      {
        onSuccess: () => {
          showToast('已保存，没办结的期限会自动重算')
          onClose()
        },
      },
    )
  }
  return (
    <ActSheet
      open
      title={`${view.year} 年的放假安排`}
      act="保存"
      thing="放假安排"
      busy={write.isPending && '正在保存'}
      error={isBeside ? null : write.error}
      onAct={send}
      onClose={onClose}
    >
      照国务院办公厅的通知写。保存后，全区没办结的期限和预约时间都按它算。
      {view.version !== begun && (
        <>
          <SectionTitle title="现在写着" />
          <InfoList facts={factsOf(view)} />
        </>
      )}
      <TextField
        id="calendar-off"
        label="放假的日子，周末也写上"
        help={`读出 ${read.daysOff.length} 天。写成 1月1日至3日，几段之间用顿号`}
        lines={4}
        maxLength={1000}
        value={typed.daysOff}
        onChange={change('daysOff')}
        error={issueAt('daysOff')}
      />
      <TextField
        id="calendar-worked"
        label="要上班的周末"
        help={`读出 ${read.workedWeekends.length} 天`}
        lines={2}
        maxLength={1000}
        value={typed.workedWeekends}
        onChange={change('workedWeekends')}
        error={issueAt('workedWeekends')}
      />
    </ActSheet>
  )
}

function Year({
  view,
  onWrite,
}: {
  readonly view: CalendarYearView
  readonly onWrite?: (() => void) | undefined
}) {
  return (
    <>
      <SectionTitle title={`${view.year} 年`} note={view.isKnown ? '按国务院通知' : '还没有录入'} />
      <Surface padded label={`${view.year} 年的放假安排`}>
        {view.isKnown ? (
          <InfoList facts={factsOf(view)} />
        ) : (
          <Box as="p">
            {`通知一般在 11 月公布。录入以前，落在 ${view.year} 年的期限先按周末和元旦、五一、国庆算，写明是暂定的；录入以后自动重算。`}
          </Box>
        )}
        {onWrite && (
          <Button kind={view.isKnown ? 'outline' : 'main'} narrow onTap={onWrite}>
            {view.isKnown ? '更正' : `录入 ${view.year} 年`}
          </Button>
        )}
      </Surface>
    </>
  )
}

/** 放假安排: by which days every due time is counted; only the district's operators write it. */
export function CalendarPage() {
  const query = useCalendar()
  const [writing, setWriting] = useState<number>()
  const mayWrite = query.data?.mayWrite === true
  const written = query.data?.years.find(({ year }) => year === writing)
  return (
    <StaffConsole
      title="放假安排"
      note="办件期限和预约时间都按它算"
      current={mayWrite ? 'calendar' : 'cases'}
      placeless={mayWrite}
      backTo={mayWrite ? '/pages/me' : areaPaths.cases}
    >
      <QueryView query={query}>
        {({ years }) => (
          <>
            {!mayWrite && years.some(({ isKnown }) => !isKnown) && (
              <Banner kind="info">放假安排由区里录入，全区一样。社区不用做什么</Banner>
            )}
            {years.map((view) => (
              <Year
                key={view.year}
                view={view}
                onWrite={mayWrite ? () => setWriting(view.year) : undefined}
              />
            ))}
          </>
        )}
      </QueryView>
      {written && <YearSheet view={written} onClose={() => setWriting(undefined)} />}
    </StaffConsole>
  )
}
