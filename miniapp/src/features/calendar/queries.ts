import type { CalendarYear } from '@linli/shared/calendar/workdays'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { refreshIfOvertaken } from '@/platform/overtaken'

const calendarKey = ['calendar'] as const

export const useCalendar = () =>
  useQuery({
    queryKey: calendarKey,
    queryFn: ({ signal }) => api.calendar.get({}, { signal }),
  })

/** Writes a year down; every list that shows due times is fetched anew. */
export function useWriteYear() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ year, version, daysOff, workedWeekends }: CalendarYear & { readonly version: number }) =>
      api.calendar.write({
        params: { year: String(year) },
        body: { version, daysOff: [...daysOff], workedWeekends: [...workedWeekends] },
      }),
    onSuccess: () =>
      Promise.all([calendarKey, ['cases']].map((queryKey) => client.invalidateQueries({ queryKey }))),
    onError: (error) => refreshIfOvertaken(client, error, calendarKey),
  })
}
