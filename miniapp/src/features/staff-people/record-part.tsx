import type { PersonCardView } from '@linli/shared/people/person-card.schema'
import { dayOf } from '@linli/shared/time'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { openPage, pageUrl } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { ListRow } from '@/ui/list-row'
import { PickerField } from '@/ui/picker-field'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { ActSheet } from './act-sheet'
import { codeIn, idKindChoices } from './choices'
import { usePersonAct } from './queries'

export const mergeUrl = (keepId: string, dropId?: string): string =>
  pageUrl('/packages/staff-space/merge', { id: keepId, other: dropId })

function CorrectSheet({ card, onClose }: { card: PersonCardView; onClose: () => void }) {
  const act = usePersonAct(card.id)
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [birthDate, setBirthDate] = useState('')
  const issue = (path: string) => (act.error instanceof ApiError ? act.error.issueAt(path) : undefined)
  const isEmpty = name.trim() === '' && phone.trim() === '' && birthDate === ''
  const send = () =>
    act.mutate(
      {
        ...{ act: 'correct', version: card.version },
        ...(name.trim() !== '' && { name: name.trim() }),
        ...(phone.trim() !== '' && { phone: phone.trim() }),
        ...(birthDate !== '' && { birthDate }),
      },
      {
        onSuccess: () => {
          showToast('已更正')
          onClose()
        },
      },
    )
  return (
    <ActSheet
      open
      title="更正档案"
      act="保存更正"
      busy={act.isPending && '正在保存'}
      disabled={isEmpty}
      error={act.error}
      onAct={send}
      onClose={onClose}
    >
      只填要改的，空着的保持原样。
      <TextField
        id="correct-name"
        label="姓名"
        optional
        maxLength={40}
        value={name}
        onChange={setName}
        error={issue('name')}
      />
      <TextField
        id="correct-phone"
        label="手机号"
        optional
        kind="phone"
        maxLength={11}
        value={phone}
        onChange={setPhone}
        error={issue('phone')}
      />
      <PickerField
        id="correct-birth"
        label="出生日期"
        optional
        kind="date"
        value={birthDate}
        to={dayOf(new Date())}
        onChange={setBirthDate}
        error={issue('birthDate')}
      />
    </ActSheet>
  )
}

function IdentitySheet({ card, onClose }: { card: PersonCardView; onClose: () => void }) {
  const act = usePersonAct(card.id)
  const [kind, setKind] = useState<string>('resident_id')
  const [number, setNumber] = useState('')
  const taken = act.error instanceof ApiError && act.error.code === 'identity_taken' ? act.error : undefined
  const other = typeof taken?.details['personId'] === 'string' ? taken.details['personId'] : undefined
  const code = codeIn(idKindChoices, kind)
  return (
    <ActSheet
      open
      title="核对证件"
      act="已看过原件"
      busy={act.isPending && '正在保存'}
      disabled={number.trim() === '' || code === undefined}
      error={taken ? null : act.error}
      onAct={() =>
        code !== undefined &&
        act.mutate(
          { act: 'confirm', version: card.version, kind: code, number },
          {
            onSuccess: () => {
              showToast('已核对证件')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      {taken && (
        <Banner kind="wait" act={other && '去合并'} onAct={() => other && openPage(mergeUrl(other, card.id))}>
          {`本社区已有一份档案是这个证件：${String(taken.details['maskedName'])}，${String(taken.details['where'])}。可能是同一个人`}
        </Banner>
      )}
      号码加密保存，档案上只显示头尾各一位。
      <PickerField
        id="identity-kind"
        label="证件"
        kind="list"
        value={kind}
        options={idKindChoices}
        onChange={setKind}
      />
      <TextField
        id="identity-number"
        label="证件号码"
        maxLength={40}
        value={number}
        onChange={setNumber}
        error={act.error instanceof ApiError ? act.error.issueAt('number') : undefined}
      />
    </ActSheet>
  )
}

/** What the office does to the record itself: correct, confirm, merge, undo a merge. */
export function RecordPart({ card }: { readonly card: PersonCardView }) {
  const [open, setOpen] = useState<'correct' | 'identity'>()
  const [undoing, setUndoing] = useState<PersonCardView['merges'][number]>()
  const act = usePersonAct(card.id)
  const { correct, confirmIdentity, merge } = card.abilities
  if (!correct && !confirmIdentity && !merge) return null
  return (
    <>
      <SectionTitle title="档案" />
      <Surface>
        {act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
        {card.merges.map((row) => (
          <ListRow
            key={row.id}
            icon="history"
            title={`合并过一份重复档案（${row.maskedName}）`}
            detail={
              row.canUndo
                ? `${dayOf(new Date(row.at))} 合并，${dayOf(new Date(row.undoUntil))} 前可以撤销`
                : `${dayOf(new Date(row.at))} 合并，已过撤销期`
            }
            action={
              row.canUndo ? (
                <Button
                  kind="outline"
                  small
                  icon="undo"
                  label={`撤销合并${row.maskedName}`}
                  onTap={() => setUndoing(row)}
                >
                  撤销
                </Button>
              ) : undefined
            }
          />
        ))}
        <Box className="part-acts">
          {correct && (
            <Button kind="plain" icon="edit" onTap={() => setOpen('correct')}>
              更正档案
            </Button>
          )}
          {confirmIdentity && (
            <Button kind="plain" icon="verified" onTap={() => setOpen('identity')}>
              核对证件
            </Button>
          )}
          {merge && (
            <Button kind="plain" icon="copy" to={mergeUrl(card.id)}>
              合并重复档案
            </Button>
          )}
        </Box>
      </Surface>
      <ConfirmSheet
        open={undoing !== undefined}
        question={`撤销和${undoing?.maskedName ?? ''}的合并吗`}
        consequence="两份档案恢复成合并前的样子，合并后更正过的保持更正"
        act="撤销合并"
        danger
        busy={act.isPending ? '正在撤销' : undefined}
        onCancel={() => setUndoing(undefined)}
        onConfirm={() =>
          undoing &&
          act.mutate(
            { act: 'unmerge', id: undoing.id },
            {
              onSuccess: () => showToast('已撤销，两份档案恢复原样'),
              onSettled: () => setUndoing(undefined),
            },
          )
        }
      />
      {open === 'correct' && <CorrectSheet card={card} onClose={() => setOpen(undefined)} />}
      {open === 'identity' && <IdentitySheet card={card} onClose={() => setOpen(undefined)} />}
    </>
  )
}
