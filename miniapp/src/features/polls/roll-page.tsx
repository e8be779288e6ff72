import type { MyRowsView, PollView } from '@linli/shared/polls/polls.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { areaText } from '@linli/shared/space/space.rules'
import { useState } from 'react'
import { pageUrl } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useAttempt } from '@/platform/use-attempt'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { cls } from '@/ui/class-names'
import { EmptyState } from '@/ui/empty-state'
import { InfoList } from '@/ui/info-list'
import { Names } from '@/ui/names'
import { Page } from '@/ui/page'
import { PagedList } from '@/ui/paged-list'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { PollTitle } from './poll-detail'
import { fingerprintText, rowsText, weightText } from './poll-words'
import { useObject, useRoll } from './queries'
import { objectionStanding, saidAt, SaidItem } from './said-item'
import { SaySheet } from './say-sheet'
import './polls.scss'

/** Who is on the roll, masked, in its order; the own line stands out. */
function RollPart({ poll, mine }: { readonly poll: PollView; readonly mine: MyRowsView }) {
  const roll = useRoll(poll.id)
  const today = dayOf(new Date())
  const own = new Set(mine.rows.map(({ serial }) => serial))
  if (poll.roll === null) return null
  const { asOf, rows, votes, area, objectionsUntil, fingerprint } = poll.roll
  const sums = [
    rowsText(poll, rows),
    ...(votes === rows ? [] : [`${votes} 票`]),
    ...(area > 0 ? [areaText(area)] : []),
  ]
  return (
    <>
      <PollTitle poll={poll} />
      <Surface padded label="名册">
        <InfoList
          facts={[
            { name: '截至', value: `${dayText(asOf, today)}的房屋和居民登记` },
            { name: '共有', value: sums.join('，') },
            {
              name: '异议',
              value:
                objectionsUntil >= today
                  ? `最晚${dayText(objectionsUntil, today)}提`
                  : `${dayText(objectionsUntil, today)}已经截止`,
            },
            {
              name: '我',
              value:
                mine.rows.length === 0
                  ? poll.electorate === 'household' && mine.leftOut !== null
                    ? '您家在名册上，您还不能用手机投'
                    : '不在名册上'
                  : mine.rows.map((row) => `第 ${row.serial} 号，${weightText(row)}`).join('；'),
              strong: true,
            },
          ]}
        />
        <Box className="poll-fingerprint">
          <Box className="poll-fingerprint__name">名册指纹，改一个字就会变</Box>
          <Box className="poll-fingerprint__digits">{fingerprintText(fingerprint)}</Box>
        </Box>
      </Surface>
      <OwnObjections objections={mine.objections} />
      <SectionTitle title="谁能投票" note="姓名遮住了" />
      <PagedList
        query={roll}
        empty={
          <Surface>
            <EmptyState icon="people">名册是空的</EmptyState>
          </Surface>
        }
      >
        {(lines) => (
          <Surface>
            {lines.map((line) => (
              <Box key={line.serial} className={cls('board-line', own.has(line.serial) && 'board-line--own')}>
                <Box as="span" className="board-line__label">
                  <Names>{`${line.serial} · ${line.label}${own.has(line.serial) ? '（您）' : ''}`}</Names>
                </Box>
                <Box as="span" className="board-line__choice">
                  <Names>
                    {line.mandate === null ? weightText(line) : `${weightText(line)}，由${line.mandate}代投`}
                  </Names>
                </Box>
              </Box>
            ))}
          </Surface>
        )}
      </PagedList>
    </>
  )
}

/** The own objections to this roll with what the community has answered. */
function OwnObjections({ objections }: Pick<MyRowsView, 'objections'>) {
  if (objections.length === 0) return null
  return (
    <>
      <SectionTitle title="我提的异议" />
      <Surface>
        {objections.map(({ id, text, at, decision }) => (
          <SaidItem
            key={id}
            standing={objectionStanding(decision)}
            waits={decision === null}
            head={saidAt(at)}
            text={text}
            answer={decision}
          />
        ))}
      </Surface>
    </>
  )
}

/** 提异议: somebody is missing, or is on it who should not be. */
function ObjectSheet({ pollId, onClose }: { readonly pollId: string; readonly onClose: () => void }) {
  const object = useObject(pollId)
  const name = `objection:${pollId}`
  const attempt = useAttempt(name)
  return (
    <SaySheet
      id="objection"
      draft={name}
      title="名册有误"
      lead="漏了谁、多了谁、面积不对，都可以写，一次写全。社区会答复，答复和理由都会记下来。"
      label="哪里不对"
      act="提异议"
      busy={object.isPending}
      error={object.error}
      onSay={(text, forget) =>
        sendForm(object, attempt.begin({ text }), {
          attempt,
          forget,
          onSuccess: () => {
            onClose()
            showToast('收到了，社区会答复')
          },
        })
      }
      onSayAnew={() => {
        attempt.startAnew()
        object.reset()
      }}
      onClose={onClose}
    />
  )
}

/** The roll of a poll, and what may be said against it. */
export function PollRoll({ poll, mine }: { readonly poll: PollView; readonly mine: MyRowsView }) {
  const [objecting, setObjecting] = useState(false)
  return (
    <Page
      title="名册"
      heading={false}
      backTo={pageUrl('/packages/council/poll', { id: poll.id })}
      bar={
        mine.abilities.object ? (
          <BottomBar>
            <Button onTap={() => setObjecting(true)}>提异议</Button>
          </BottomBar>
        ) : undefined
      }
    >
      <RollPart poll={poll} mine={mine} />
      {/* Not in the bar: it goes with the ability, and what was typed has to stay with its refusal. */}
      {objecting && <ObjectSheet pollId={poll.id} onClose={() => setObjecting(false)} />}
    </Page>
  )
}
