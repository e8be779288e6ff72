import type { MergePollEffect } from '@linli/shared/people/merges.kinds'
import type { MergePreviewView } from '@linli/shared/people/merges.schema'
import { dayOf } from '@linli/shared/time'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl, replacePage } from '@/platform/navigate'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { ListRow } from '@/ui/list-row'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { personUrl } from './homes-part'
import { PersonPicker } from './person-picker'
import { useMerge, useMergePreview } from './queries'
import './staff-people.scss'

type Side = MergePreviewView['keep']
type Choice = 'name' | 'phone' | 'birthDate'

const rows: readonly {
  readonly name: string
  readonly of: (side: Side) => string
  readonly choice?: Choice
}[] = [
  { name: '姓名', of: (side) => side.maskedName, choice: 'name' },
  { name: '手机', of: (side) => side.maskedPhone ?? '没有登记', choice: 'phone' },
  { name: '出生年份', of: (side) => side.birthYear ?? '没有登记', choice: 'birthDate' },
  { name: '证件', of: (side) => side.identity ?? '没有核对过' },
  { name: '房屋', of: (side) => side.homes.join('、') || '现在没有' },
  { name: '标签', of: (side) => side.tags.join('、') || '没有' },
  { name: '账号', of: (side) => (side.hasAccount ? '已注册' : '没有') },
  { name: '建档', of: (side) => dayOf(new Date(side.createdAt)) },
]

function SideBySide({ preview }: { readonly preview: MergePreviewView }) {
  return (
    <Surface padded label="两份档案对照">
      <Box className="merge-sides">
        <Box className="merge-sides__head" />
        <Box className="merge-sides__head">保留这份</Box>
        <Box className="merge-sides__head">并入的这份</Box>
        {rows.map(({ name, of }) => (
          <Box key={name} className="merge-sides__row">
            <Box className="merge-sides__name">{name}</Box>
            <Box className="merge-sides__value" label={`保留的档案，${name}`}>
              {of(preview.keep)}
            </Box>
            <Box className="merge-sides__value" label={`并入的档案，${name}`}>
              {of(preview.drop)}
            </Box>
          </Box>
        ))}
      </Box>
    </Surface>
  )
}

const effectTexts: Readonly<Record<MergePollEffect, string>> = {
  row: '并入的这份在名册上的一行，改由保留的档案来投',
  row_rests: '两份档案各有一行，并入的那一行不能再投',
  shared: '两份档案共有一行，以后只算一个人',
  mandates: '别人委托并入的这份代投，改由保留的档案代投，超过规定份数的停用',
  named: '代表名单上换成保留的档案',
  weighed: '按票数列出的名单上换成保留的档案',
  stands: '候选人换成保留的档案',
}

/** Who merges sees beforehand in which polls that are not over a vote changes hands. */
function PollsConcerned({ polls }: { readonly polls: MergePreviewView['polls'] }) {
  if (polls.length === 0) return null
  return (
    <>
      <SectionTitle title="牵涉到的表决" note="已经投出的票不变" />
      <Surface>
        {polls.map(({ id, title, effects }) => (
          <ListRow
            key={id}
            icon="ballot"
            title={title}
            detail={effects.map((effect) => effectTexts[effect]).join('；')}
            to={pageUrl('/packages/staff-council/poll', { id })}
          />
        ))}
      </Surface>
    </>
  )
}

const KEEP = 'keep'
const DROP = 'drop'

function Wizard({ preview }: { readonly preview: MergePreviewView }) {
  const merge = useMerge()
  const [take, setTake] = useState<Partial<Record<Choice, boolean>>>({})
  const [asking, setAsking] = useState(false)
  const { keep, drop, same, refused } = preview
  // Nothing is asked of what cannot be: the two are shown with the reason, and another can be looked for.
  const isRefused = refused !== null
  // Only what both say, and say differently, is a choice; what one lacks comes from the other by itself.
  const choices = rows.flatMap(({ name, of, choice }) =>
    !isRefused &&
    choice !== undefined &&
    !same[choice] &&
    !of(keep).startsWith('没有') &&
    !of(drop).startsWith('没有')
      ? [{ name, choice, keep: of(keep), drop: of(drop) }]
      : [],
  )
  const raced = merge.error instanceof ApiError && merge.error.code === 'version_conflict'
  return (
    <>
      {isRefused && <Banner kind="alert">{refused}</Banner>}
      {merge.error && (
        <Banner kind={raced ? 'wait' : 'alert'}>
          {raced ? '别人刚改过其中一份，已刷新，请再核对一遍' : sentenceOf(merge.error)}
        </Banner>
      )}
      <SideBySide preview={preview} />
      {choices.map(({ name, choice, keep: own, drop: other }) => (
        <Box key={choice}>
          <SectionTitle title={`${name}用哪一个`} />
          <Surface>
            <OptionGroup
              id={`take-${choice}`}
              label={`${name}用哪一个`}
              options={[
                { value: KEEP, title: own, detail: '保留的档案' },
                { value: DROP, title: other, detail: '并入的档案' },
              ]}
              chosen={[take[choice] ? DROP : KEEP]}
              onChange={([value]) => setTake({ ...take, [choice]: value === DROP })}
            />
          </Surface>
        </Box>
      ))}
      {!isRefused && (
        <>
          <PollsConcerned polls={preview.polls} />
          <Box className="merge-act">
            房屋、标签、监护、代办和账号都会并到保留的档案。30 天内可以撤销。
            <Button onTap={() => setAsking(true)}>合并成一份</Button>
          </Box>
        </>
      )}
      <ConfirmSheet
        open={asking}
        question="这两份档案是同一个人吗"
        consequence="合并后只剩一份，30 天内可以撤销，恢复原样"
        act="是，合并"
        busy={merge.isPending ? '正在合并' : undefined}
        onConfirm={() =>
          merge.mutate(
            {
              ...{ keepId: keep.id, keepVersion: keep.version },
              ...{ dropId: drop.id, dropVersion: drop.version, take },
            },
            {
              onSuccess: (card) => {
                showToast('已合并，30 天内可以撤销')
                replacePage(personUrl(card.id))
              },
              onSettled: () => setAsking(false),
            },
          )
        }
        onCancel={() => setAsking(false)}
      />
    </>
  )
}

/** Two records of one person: find the other, look at both, choose, merge. */
export function MergePage({
  keepId,
  other,
}: {
  readonly keepId: string
  readonly other: string | undefined
}) {
  const [dropId, setDropId] = useState(other)
  const preview = useMergePreview(keepId, dropId)
  return (
    <StaffConsole title="合并重复档案" inside current="people" backTo={personUrl(keepId)}>
      {dropId === undefined ? (
        <Surface padded label="找出另一份档案">
          <Box className="people-lead">找出同一个人的另一份档案。</Box>
          <PersonPicker
            id="merge-search"
            except={keepId}
            chosen={undefined}
            onPick={({ id }) => setDropId(id)}
          />
        </Surface>
      ) : (
        <>
          <QueryView query={preview}>{(data) => <Wizard preview={data} />}</QueryView>
          <Box className="merge-act">
            <Button kind="plain" onTap={() => setDropId(undefined)}>
              换一份档案
            </Button>
          </Box>
        </>
      )}
    </StaffConsole>
  )
}
