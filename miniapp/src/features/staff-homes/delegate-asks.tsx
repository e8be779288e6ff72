import { consentWayLabel, consentWays } from '@linli/shared/people/people.kinds'
import type { DelegateAskView } from '@linli/shared/homes/family.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { OptionGroup } from '@/ui/option-group'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useAnswerDelegateAsk, useDelegateAsks } from './queries'

/** At the counter or at the door: what the person says there is not said on their phone. */
const ways = consentWays.filter((way) => way !== 'app')

function ConfirmAsk({ ask, onClose }: { readonly ask: DelegateAskView; readonly onClose: () => void }) {
  const answer = useAnswerDelegateAsk()
  const today = dayOf(new Date())
  const [chosen, setChosen] = useState<string>()
  const [consentDay, setConsentDay] = useState(today)
  const way = ways.find((one) => one === chosen)
  return (
    <ActSheet
      open
      title={`${ask.principal.maskedName} 同意了`}
      act="登记同意"
      busy={answer.isPending && '正在登记'}
      disabled={way === undefined}
      error={answer.error}
      onAct={() =>
        way !== undefined &&
        answer.mutate(
          { act: 'confirm', id: ask.id, way, consentDay },
          {
            onSuccess: () => {
              showToast('已登记，对方会收到消息')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <Box as="p">
        {`请向本人核实：${ask.delegate.maskedName} 可以替本人${ask.scopeLabels.join('、')}，不能代为投票。`}
      </Box>
      <OptionGroup
        id="ask-way"
        label="本人是怎么同意的"
        asked
        options={ways.map((value) => ({ value, title: consentWayLabel[value] }))}
        chosen={chosen === undefined ? [] : [chosen]}
        onChange={([value]) => setChosen(value)}
      />
      <PickerField
        id="ask-day"
        label="同意的日期"
        kind="date"
        value={consentDay}
        to={today}
        onChange={setConsentDay}
      />
    </ActSheet>
  )
}

/** 代办申请: who asks to act for whom; the office asks the one who would be acted for. */
export function DelegateAsks({ communityId }: { readonly communityId: string | undefined }) {
  const query = useDelegateAsks(communityId)
  const answer = useAnswerDelegateAsk()
  const [open, setOpen] = useState<{ readonly ask: DelegateAskView; readonly act: 'confirm' | 'dismiss' }>()
  const close = () => setOpen(undefined)
  return (
    <QueryView query={query}>
      {({ items }) => (
        <>
          {answer.error && <Banner kind="alert">{sentenceOf(answer.error)}</Banner>}
          <Surface>
            {items.length === 0 && <EmptyState icon="family">没有等答复的代办申请</EmptyState>}
            {items.map((ask) => {
              const title = `${ask.delegate.maskedName} 想替 ${ask.principal.maskedName} 办事`
              return (
                <ListRow
                  key={ask.id}
                  icon="people"
                  title={title}
                  detail={`${ask.scopeLabels.join('、')}；到 ${dayText(ask.lastDay, dayOf(new Date()))}`}
                  action={
                    <Box className="staff-homes__answer">
                      <Button
                        small
                        label={`登记同意，${title}`}
                        onTap={() => setOpen({ ask, act: 'confirm' })}
                      >
                        本人同意
                      </Button>
                      <Button
                        kind="outline"
                        small
                        label={`登记不同意，${title}`}
                        onTap={() => setOpen({ ask, act: 'dismiss' })}
                      >
                        不同意
                      </Button>
                    </Box>
                  }
                />
              )
            })}
          </Surface>
          {open?.act === 'confirm' && <ConfirmAsk ask={open.ask} onClose={close} />}
          <ConfirmSheet
            open={open?.act === 'dismiss'}
            question={`${open?.ask.principal.maskedName ?? ''} 不同意代办吗`}
            consequence="申请的人会收到消息，可以说好后再申请"
            act="登记不同意"
            busy={answer.isPending ? '正在登记' : undefined}
            onCancel={close}
            onConfirm={() => open && answer.mutate({ act: 'dismiss', id: open.ask.id }, { onSettled: close })}
          />
        </>
      )}
    </QueryView>
  )
}
