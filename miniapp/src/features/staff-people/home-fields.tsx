import { isShare, LARGEST_DENOMINATOR, type Share } from '@linli/shared/people/shares.rules'
import { Box } from '@/ui/box'
import { CheckLine } from '@/ui/check-line'
import { PickerField } from '@/ui/picker-field'
import { TextField } from '@/ui/text-field'
import { basisChoices, codeIn, relationChoices } from './choices'
import type { HomeDraft } from './queries'
import { RoomPicker } from '@/features/space/tree-picker'

/** A relation to a room while it is being filled in. */
export interface HomeFieldsDraft {
  readonly roomId: string
  readonly roomLabel: string
  readonly relation: string
  /** `1/2`, or nothing for joint ownership. */
  readonly share: string
  readonly livesIn: boolean
  readonly basis: string
}

export const emptyHome: HomeFieldsDraft = {
  roomId: '',
  roomLabel: '',
  relation: '',
  share: '',
  livesIn: true,
  basis: '',
}

/** Reads `1/2`; null for an empty field, undefined for what is no share. */
export function readShare(text: string): Share | null | undefined {
  if (text.trim() === '') return null
  const match = /^\s*(\d{1,5})\s*\/\s*(\d{1,5})\s*$/.exec(text.normalize('NFKC'))
  const share = match && { n: Number(match[1]), d: Number(match[2]) }
  return share && isShare(share) ? share : undefined
}

/** What is sent once everything is filled in; undefined before. */
export function homeOf({ roomId, relation, share, livesIn, basis }: HomeFieldsDraft): HomeDraft | undefined {
  const kind = codeIn(relationChoices, relation)
  const ground = codeIn(basisChoices, basis)
  const part = kind === 'owner' ? readShare(share) : null
  if (roomId === '' || kind === undefined || ground === undefined || part === undefined) return undefined
  return { roomId, relation: kind, share: part, livesIn, basis: ground }
}

interface ShareFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** An owner's part in whole numbers. */
export function ShareField({ value, onChange }: ShareFieldProps) {
  return (
    <TextField
      id="home-share"
      label="产权份额"
      optional
      maxLength={11}
      placeholder="例如 1/2"
      help="登记簿上按份共有才填；共同共有或只有一位业主时不填"
      error={readShare(value) === undefined ? `份额写成 1/2 这样，最大 ${LARGEST_DENOMINATOR}` : undefined}
      value={value}
      onChange={onChange}
    />
  )
}

interface HomeFieldsProps {
  readonly draft: HomeFieldsDraft
  readonly onChange: (part: Partial<HomeFieldsDraft>) => void
  /** The room is known already. */
  readonly fixed?: boolean
  /** Relations that may be entered here. */
  readonly relations?: readonly { readonly value: string; readonly label: string }[]
}

/** Which room, in what relation, and how that is known. */
export function HomeFields({ draft, onChange, fixed, relations = relationChoices }: HomeFieldsProps) {
  return (
    <Box className="home-fields">
      {!fixed && (
        <RoomPicker
          label={draft.roomLabel}
          onPick={({ id, label }) => onChange({ roomId: id, roomLabel: label })}
        />
      )}
      <PickerField
        id="home-relation"
        label="和房屋的关系"
        kind="list"
        value={draft.relation}
        options={relations}
        placeholder="请选择"
        onChange={(relation) => onChange({ relation })}
      />
      {draft.relation === 'owner' && (
        <>
          <ShareField value={draft.share} onChange={(share) => onChange({ share })} />
          <CheckLine
            id="home-lives"
            title="自己住在这里"
            detail="出租或空着就不勾"
            checked={draft.livesIn}
            onChange={(livesIn) => onChange({ livesIn })}
          />
        </>
      )}
      <PickerField
        id="home-basis"
        label="是怎么知道的"
        kind="list"
        value={draft.basis}
        options={basisChoices}
        placeholder="请选择"
        onChange={(basis) => onChange({ basis })}
      />
    </Box>
  )
}
