/** The small HTML pages of the web server itself: only these have an HTTP status other than 200. */
import type { FastifyReply } from 'fastify';

const titles = {
  401: ['Unauthorized', 'Access to this document requires a user name and password.'],
  403: ['Forbidden', 'This request is refused.'],
  404: ['Not Found', 'There is no such document here.'],
  429: ['Too Many Requests', 'Too many logins have failed. Wait before the next try.'],
  405: ['Method Not Allowed', 'This document cannot be asked for in this way.'],
} as const;

function plain(text: string): string {
  return text.replace(/[&<>"]/g, mark => `&#${mark.charCodeAt(0)};`);
}

/** Answers with an error page; `reason` adds details, if any. */
export function sendPage(reply: FastifyReply, status: keyof typeof titles, reason?: string): FastifyReply {
  const [title, usual] = titles[status];
  const page = `<!DOCTYPE html>
<html><head><title>Document Error: ${title}</title></head>
<body><h2>Access Error: ${status} -- ${title}</h2><p>${plain(reason ?? usual)}</p></body></html>
`;
  return reply.code(status).header('content-type', 'text/html; charset=utf-8').send(page);
}
