#!/usr/bin/python3
"""An SMTP server for tests, on the loopback address; needs python3-aiosmtpd.

The first line of its output is {"port": N}. Then follows a JSON object for every mail it took, as Python's
own email package understands it. It ends when its standard input does.
"""
import argparse
import asyncio
import base64
import email
import email.header
import email.policy
import email.utils
import json
import os
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USERNAME, PASSWORD = b"ayb", b"secret"

parser = argparse.ArgumentParser()
parser.add_argument("--security", choices=["plain", "starttls", "tls"], default="plain")
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--certificate", help="PEM file with certificate and key")
parser.add_argument("--mechanism", action="append", default=[], help="PLAIN or LOGIN; none means no authentication")
parser.add_argument("--defer", type=int, default=0, help="how many recipients are asked to come back later")
parser.add_argument("--refuse", help="the recipient who does not exist")
parser.add_argument("--refuse-content", action="store_true")
parser.add_argument("--smtputf8", action="store_true")
arguments = parser.parse_args()


def say(what):
    print(json.dumps(what), flush=True)


def sender(content):
    # The newer parser of headers keeps the space between two encoded words of a name; RFC 2047 does not.
    name, address = email.utils.parseaddr(email.message_from_bytes(content)["from"])
    return str(email.header.make_header(email.header.decode_header(name))), address


def authenticate(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USERNAME, PASSWORD)
    session.mechanism = mechanism
    return AuthResult(success=right, handled=False)


class Handler:
    def __init__(self):
        self.to_defer = arguments.defer

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.to_defer > 0:
            self.to_defer -= 1
            say({"deferred": True})
            return f"451 4.3.0 <{address}> come back later"
        if address == arguments.refuse:
            say({"refused": True})
            return f"550 5.1.1 <{address}> nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if arguments.refuse_content:
            say({"refused": True})
            return "554 5.6.0 not this"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        sender_name, sender_address = sender(envelope.content)
        say({
            "mail_from": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "mail_options": envelope.mail_options,
            "tls": session.ssl is not None or arguments.security == "tls",
            "mechanism": getattr(session, "mechanism", None) if session.authenticated else None,
            "client": session.host_name,
            "headers": [[name, str(value)] for name, value in message.items()],
            "sender_name": sender_name,
            "sender_address": sender_address,
            "body": message.get_content(),
            "defects": [str(defect) for part in message.walk() for defect in part.defects]
                + [str(defect) for header in message.values() for defect in header.defects],
            "raw": base64.b64encode(envelope.content).decode(),
        })
        return "250 OK"


def tls_context():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(arguments.certificate)
    return context


def end_with_input():
    sys.stdin.buffer.read()
    os._exit(0)


async def serve():
    loop = asyncio.get_running_loop()
    starttls = arguments.security == "starttls"
    handler = Handler()
    context = None if arguments.security == "plain" else tls_context()

    def session():
        return SMTP(
            handler,
            hostname="localhost",
            loop=loop,
            enable_SMTPUTF8=arguments.smtputf8,
            tls_context=context if starttls else None,
            require_starttls=starttls,
            authenticator=authenticate,
            auth_required=bool(arguments.mechanism),
            # What it takes for TLS is STARTTLS alone.
            auth_require_tls=starttls,
            auth_exclude_mechanism={"PLAIN", "LOGIN"} - set(arguments.mechanism),
        )

    server = await loop.create_server(
        session, "127.0.0.1", arguments.port, ssl=context if arguments.security == "tls" else None)
    say({"port": server.sockets[0].getsockname()[1]})
    await server.serve_forever()


threading.Thread(target=end_with_input, daemon=True).start()
asyncio.run(serve())
