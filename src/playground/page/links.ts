/** Which addresses a message may lead to or show. */

/** The address when it is a web page's, else null: no other kind is ever put into the page. */
export function webAddress(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}

/** A picture's address when this machine serves it; the page loads nothing from elsewhere. */
export function localFile(url: string | undefined): string | null {
  return url?.startsWith('/files/') ? url : null;
}

/** The host of an address, as one reads it; what is no address stays as it is. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
