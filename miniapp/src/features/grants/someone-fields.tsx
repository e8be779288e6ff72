import { useState } from 'react'
import { PersonPicker } from '@/features/staff-people/person-picker'
import { SegmentedControl } from '@/ui/segmented-control'
import { TextField } from '@/ui/text-field'
import type { Someone } from './queries'

/** Somebody as typed so far: by phone, or found in the roll. */
export type SomeoneDraft =
  | { readonly way: 'phone'; readonly phone: string; readonly name: string }
  | { readonly way: 'roll'; readonly personId: string | undefined }

const PHONE = /^1[3-9]\d{9}$/

/** Whom the draft means, or undefined while it means nobody. */
export function someoneOf(draft: SomeoneDraft): Someone | undefined {
  if (draft.way === 'roll') return draft.personId === undefined ? undefined : { personId: draft.personId }
  const phone = draft.phone.trim()
  const name = draft.name.trim()
  return PHONE.test(phone) && name.length >= 2 ? { phone, name } : undefined
}

interface SomeoneFieldsProps {
  readonly id: string
  readonly draft: SomeoneDraft
  readonly onChange: (draft: SomeoneDraft) => void
  /** Whether the roll may be searched as well. */
  readonly roll: boolean
  /** The person has to have signed in already; otherwise what is given waits for that. */
  readonly signedIn?: boolean
  readonly issue: (path: string) => string | undefined
}

/** Who is meant: a phone with a name, or a person of the roll. */
export function SomeoneFields({ id, draft, onChange, roll, signedIn, issue }: SomeoneFieldsProps) {
  const [checked, setChecked] = useState(false)
  const fault =
    draft.way === 'phone' && checked && !PHONE.test(draft.phone.trim()) ? '请填 11 位手机号' : undefined
  return (
    <>
      {roll && (
        <SegmentedControl
          label="怎么找到这个人"
          segments={[
            { value: 'phone', label: '填手机号' },
            { value: 'roll', label: '从居民里找' },
          ]}
          value={draft.way}
          onChange={(way) =>
            onChange(way === 'roll' ? { way, personId: undefined } : { way: 'phone', phone: '', name: '' })
          }
        />
      )}
      {draft.way === 'phone' ? (
        <>
          <TextField
            id={`${id}-phone`}
            label="手机号"
            kind="digits"
            maxLength={11}
            help={signedIn ? '本人登录用过的手机号' : '本人用来登录的手机号；还没登录过的，登录后生效'}
            value={draft.phone}
            onChange={(phone) => onChange({ ...draft, phone })}
            onBlur={() => setChecked(true)}
            error={fault ?? issue('holder.phone') ?? issue('to.phone')}
          />
          <TextField
            id={`${id}-name`}
            label="姓名"
            maxLength={20}
            help="答复居民时这样署名"
            value={draft.name}
            onChange={(name) => onChange({ ...draft, name })}
            error={issue('holder.name') ?? issue('to.name')}
          />
        </>
      ) : (
        <PersonPicker
          id={`${id}-person`}
          except=""
          chosen={draft.personId}
          onPick={(person) => onChange({ way: 'roll', personId: person.id })}
        />
      )}
    </>
  )
}
