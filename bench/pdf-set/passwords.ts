/** Of the shared set, from its README. */
export const passwords: Record<string, string> = {
  'enc-rc4-password-kanbanery.pdf': 'kanbanery',
  'enc-rc4-password-openpassword.pdf': 'openpassword',
  'enc-aes256-password-asdfasdf.pdf': 'asdfasdf',
  'enc-aes256-unicode-password.pdf': 'æøå',
  'enc-password-elxrtqws-issue3371.pdf': 'ELXRTQWS',
  'enc-aes256-saslprep-r6.pdf': 'S\u00aaSL\u00adprep',
};
