/** Whether the web page's address is this one already, though its page may not be drawn yet. */
export const isAt = (url: string): boolean => new URL(url, location.href).href === location.href
