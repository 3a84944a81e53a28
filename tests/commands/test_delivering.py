"""Who is told of a report, of what, when and how often; and that no secret is told."""

import json
import shutil
import ssl
import subprocess
import sys
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from mail_server import mail_server

from cxcli.delivery import attachments, bounded, mail, sending
from cxcli.delivery.message import Message

CANARY = "CANARY7f3a"
CONFIG = """\
sources:
  responses: {path: responses.csv}
report:
  title: "Kundenzufriedenheit – Übersicht"
  metrics: [nps]
  by: [plan]
  reported: 2025-03
  output: "out/{period}.{ext}"
  formats: [md]
columns: {at: submitted_at}
"""


def answers(month, scores, plan="pro"):
    return "".join(f"{month}{n},2025-{month}-{1 + n % 28:02},web,{plan},{score},5\n" for n, score in enumerate(scores))


HEAD = "id,submitted_at,channel,plan,nps_score,csat\n"
FALLEN = HEAD + answers("02", [10] * 60) + answers("03", [0] * 60)
SAME = HEAD + answers("02", [10, 0] * 30) + answers("03", [0, 10] * 30)


@pytest.fixture
def setup(folder, monkeypatch):
    """Write a config that tells somebody, over answers that fell from 100 to -100."""
    monkeypatch.setenv("CX_SMTP_USER", f"user-{CANARY}")
    monkeypatch.setenv("CX_SMTP_PASSWORD", f"password-{CANARY}")

    def write(port, notify, *, more="", rows=FALLEN, login=", user_env: CX_SMTP_USER, password_env: CX_SMTP_PASSWORD"):
        smtp = f"smtp: {{host: 127.0.0.1, port: {port}, security: none, from: cx@example.com{login}}}\n"
        (folder / "cx.yaml").write_text(f"{CONFIG}{more}{smtp}notify:\n  {notify}\n", encoding="utf-8")
        (folder / "responses.csv").write_text(rows, encoding="utf-8")

    return write


def everything_said(folder, *ended):
    written = "".join(path.read_text(errors="replace") for path in folder.rglob("*") if path.is_file())
    return written + "".join(each.out + each.err for each in ended)


def test_a_change_is_told_once_by_mail_with_the_file(cx, folder, setup):
    """All were promoters in February and none in March: a real change; a second run of the same tells nothing."""
    with mail_server() as server:
        setup(server.port, "board: {to: [a@example.com], on: change, attach: [md]}")
        first, second = cx("report"), cx("report")
    assert (first.code, second.code, first.err, second.err) == (0, 0, "", "")
    (sent,) = server.mails
    assert sent["Subject"] == "Kundenzufriedenheit – Übersicht, 2025-03: 2 worse"
    assert (sent["To"], sent["From"], server.to) == ("a@example.com", "cx@example.com", ["rcpt TO:<a@example.com>"])
    assert "Net Promoter Score: -100.0" in sent.get_body().get_content()
    (file,) = sent.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("2025-03.md", "text/markdown")
    assert file.get_payload(decode=True) == (folder / "out/2025-03.md").read_bytes()
    assert server.logins == [[f"user-{CANARY}", f"password-{CANARY}"]]
    assert (folder / "out/2025-03.sent.json").stat().st_mode & 0o777 == 0o600
    assert CANARY not in everything_said(folder, first, second)


def test_another_change_of_the_same_period_is_told_again(cx, setup):
    """Late answers that make another finding are news; those that move a number alone are not."""
    with mail_server() as server:
        setup(server.port, "board: {to: [a@example.com]}")
        cx("report")
        setup(server.port, "board: {to: [a@example.com]}", rows=FALLEN + answers("03", [1], "pro"))
        cx("report")
        assert len(server.mails) == 1
        setup(
            server.port, "board: {to: [a@example.com]}", rows=HEAD + answers("02", [0] * 60) + answers("03", [10] * 60)
        )
        cx("report")
    assert [each["Subject"][-8:] for each in server.mails] == [" 2 worse", "2 better"]


@pytest.mark.parametrize(("on", "count"), [("always", 2), ("change", 0), ("failure", 0)])
def test_what_chance_explains_is_told_to_nobody_but_those_who_want_all(cx, setup, on, count):
    """Half were promoters in both months."""
    with mail_server() as server:
        setup(server.port, f"board: {{to: [a@example.com], on: {on}}}", rows=SAME)
        assert [cx("report").code, cx("report").code] == [0, 0]
    assert len(server.mails) == count


def test_each_address_is_told_by_itself_and_a_failure_is_tried_again(cx, setup):
    """Addresses are refused: they are told by the next run, once; the report is there, the code 5."""
    with mail_server({"RCPT": f"550 no {CANARY}"}) as refusing:
        setup(refusing.port, "board: {to: [a@example.com, b@example.com]}")
        ended = cx("report")
    assert ended.code == 5
    assert ended.errors == [
        f"notify board ({each}@example.com): 127.0.0.1 refused the address with code 550 — check the address"
        for each in "ab"
    ]
    assert Path("out/2025-03.md").exists()
    with mail_server() as server:
        setup(server.port, "board: {to: [a@example.com, b@example.com]}")
        assert cx("report").code == 0
        assert cx("report").code == 0
    assert [each["To"] for each in server.mails] == ["a@example.com", "b@example.com"]


@pytest.mark.parametrize(
    ("refuse", "said"),
    [
        ({"AUTH": f"535 no {CANARY}"}, "refused user name or password with code 535"),
        ({"DATA": f"552 too large {CANARY}"}, "refused the message with code 552"),
        ({"MAIL": f"451 later {CANARY}"}, "refused the message with code 451"),
        ({"EHLO": "500 what?", "HELO": "500 what?"}, "refused the message with code 500"),
    ],
)
def test_what_a_server_says_is_not_repeated(cx, folder, setup, refuse, said):
    """An answer may repeat what was sent to it; the code alone is told."""
    with mail_server(refuse) as server:
        setup(server.port, "board: {to: [a@example.com]}")
        ended = cx("report", "--log", "run.log")
    assert ended.code == 5
    assert said in ended.err
    assert said in (folder / "run.log").read_text()
    assert CANARY not in everything_said(folder, ended)
    assert not (folder / "out/2025-03.sent.json").exists()


def test_a_server_that_hangs_ends_in_words(cx, setup, monkeypatch):
    """Nothing is waited for longer than is allowed, whatever a server does; a later message has what time is left."""
    monkeypatch.setattr(sending, "_ONE", 0.2)
    monkeypatch.setattr(sending, "_ALL", 0.2)
    with mail_server(hangs=True) as server:
        setup(server.port, "board: {to: [a@example.com, b@example.com]}")
        ended = cx("report")
    assert ended.code == 5
    assert "(a@example.com): there was no answer within 0 seconds" in ended.errors[0]
    assert "(b@example.com): there was no time left for it" in ended.errors[1]


def test_a_server_that_says_nothing_is_given_up(cx, setup, monkeypatch):
    """The connection itself has a limit, too."""
    monkeypatch.setattr(mail, "SECONDS", 0.1)
    with mail_server(hangs=True) as server:
        setup(server.port, "board: {to: [a@example.com]}")
        ended = cx("report")
    assert ended.code == 5
    assert "127.0.0.1 " in ended.err


def test_without_a_server_without_encryption_and_without_a_variable_nothing_is_sent(cx, setup, monkeypatch, folder):
    """What cannot be sent is said in one line each, and the way out of it."""
    setup(1, "board: {to: [a@example.com]}")
    assert "127.0.0.1 cannot be reached — check host, port and firewall" in cx("report").errors[0]
    with mail_server() as server:
        setup(server.port, "board: {to: [a@example.com]}")
        text = (folder / "cx.yaml").read_text()
        (folder / "cx.yaml").write_text(text.replace("security: none", "security: starttls"))
        assert "127.0.0.1 offers no encryption or no login" in cx("report").errors[0]
        (folder / "cx.yaml").write_text(text.replace("security: none", "security: tls"))
        assert "127.0.0.1 does not encrypt in this way" in cx("report").errors[0]
        (folder / "cx.yaml").write_text(text)
        monkeypatch.setenv("CX_SMTP_PASSWORD", "")
        ended = cx("report")
    assert (ended.code, server.mails) == (5, [])
    assert "the environment variable CX_SMTP_PASSWORD is not set" in ended.errors[0]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of this machine for a day, and its key; nobody trusts it unless told to."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl is here, which makes the certificate of the mail server")
    folder = tmp_path_factory.mktemp("certificate")
    paths = {"-keyout": folder / "key.pem", "-out": folder / "cert.pem"}
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
    made += ["-addext", "subjectAltName=IP:127.0.0.1", *(str(part) for pair in paths.items() for part in pair)]
    subprocess.run(made, check=True, capture_output=True)
    return paths["-out"], paths["-keyout"]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_encrypted_to_a_server_that_can_be_trusted(cx, folder, setup, monkeypatch, certificate, security):
    """Login and message are sent after the encryption began; to a server of which nobody vouches nothing is sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with mail_server(context=context, encrypted=security == "tls") as server:
        setup(server.port, "board: {to: [a@example.com], on: always}")
        config = folder / "cx.yaml"
        config.write_text(config.read_text(encoding="utf-8").replace("security: none", f"security: {security}"))
        doubted = cx("report")
        assert (server.logins, server.mails) == ([], [])
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        trusted = cx("report")
    assert "127.0.0.1 shows a certificate that is not valid" in doubted.err
    assert (doubted.code, trusted.code, trusted.err) == (5, 0, "")
    assert server.logins == [[f"user-{CANARY}", f"password-{CANARY}"]]
    assert [each["To"] for each in server.mails] == ["a@example.com"]
    assert CANARY not in everything_said(folder, doubted, trusted)


def test_a_failed_gate_is_told_once_and_goes_before_the_delivery(cx, setup):
    """NPS is -100 and fails below 0: code 4 whether or not somebody could be told."""
    gate = "targets: {nps: {fail: 0}}\n"
    setup(1, "board: {to: [a@example.com], on: failure}", more=gate)
    assert cx("report").code == 4
    with mail_server() as server:
        setup(server.port, "board: {to: [a@example.com], on: failure}", more=gate)
        assert [cx("report").code, cx("report").code] == [4, 4]
    (sent,) = server.mails
    assert "1 gate failed" in sent["Subject"]
    lines = sent.get_body().get_content().splitlines()
    assert lines[2] == "- Gate failed: nps -100.0: failed (0.0)"


def test_too_many_bad_rows_are_a_failure(cx, setup):
    """Two of the answers are words."""
    with mail_server() as server:
        rows = SAME + answers("03", ["x"] * 9)
        setup(server.port, "ops: {to: [a@example.com], on: failure}", rows=rows)
        assert cx("report", "--max-rejects", "1").code == 3
    (sent,) = server.mails
    assert "too many bad rows" in sent["Subject"]
    assert "9 of 129 rows are bad" in sent.get_body().get_content()


def test_a_run_that_fails_is_told_to_those_who_want_to_know(cx, folder, setup):
    """A file is not there: code 66, the words of the error, and no report; who waits for a change hears nothing."""
    with mail_server() as server:
        setup(server.port, "ops: {to: [o@example.com], on: failure}\n  board: {to: [b@example.com], on: change}")
        (folder / "responses.csv").unlink()
        ended = cx("report")
        assert cx("report", "--no-notify").code == cx("report", "--dry-run").code == 66
    assert ended.code == 66
    (sent,) = server.mails
    assert (sent["To"], sent["Subject"]) == ("o@example.com", "The report failed: cx.yaml ended with code 66")
    assert "there is no such file (responses.csv)" in sent.get_body().get_content()


def test_a_dry_run_says_all_and_does_nothing(cx, folder, setup, monkeypatch):
    """Which files, what to whom, what would fail; no file is made, nothing is sent, no secret is shown."""
    monkeypatch.setenv("CX_CHAT_URL", f"json://{CANARY}@127.0.0.1:1/")
    with mail_server() as server:
        notify = "board: {to: [a@example.com], attach: [md]}\n  chat: {env: CX_CHAT_URL, on: failure}"
        setup(server.port, f"{notify}\n  other: {{env: CX_NOT_SET, on: always}}")
        before = sorted(folder.rglob("*"))
        ended = cx("report", "--dry-run")
    assert (ended.code, server.mails, sorted(folder.rglob("*"))) == (0, [], before)
    lines = ended.out.splitlines()
    assert lines[0] == "would write out/2025-03.md"
    assert "would send board, to a@example.com, on change" in lines
    assert "would not send chat, to $CX_CHAT_URL, on failure: nothing failed" in lines
    assert "  it would fail: the environment variable CX_NOT_SET is not set" in lines
    assert CANARY not in ended.out + ended.err
    assert "would send nothing" in cx("report", "--dry-run", "--no-notify").out


def test_a_report_on_the_screen_is_told_to_nobody(cx, folder, setup):
    """Somebody looks at it already."""
    with mail_server() as server:
        setup(server.port, "board: {to: [a@example.com], on: always}")
        text = (folder / "cx.yaml").read_text()
        (folder / "cx.yaml").write_text(text.replace('  output: "out/{period}.{ext}"\n', ""))
        ended = cx("report")
        assert cx("report", "--dry-run").out == "would show the report, and write no file\nwould send nothing\n"
    assert (ended.code, server.mails) == (0, [])
    assert "nobody is told: the report has no files" in ended.err


def test_a_chat_gets_lines_of_markdown_on_standard_output_too(cx, setup):
    """For a step of CI: a title, a headline, a line for each metric, and where the files are."""
    setup(1, "board: {to: [a@example.com]}")
    ended = cx("report", "--chat", "--no-notify")
    assert ended.code == 0
    assert ended.out.splitlines()[:2] == ["**Kundenzufriedenheit – Übersicht, 2025-03**", ""]
    assert "- Net Promoter Score: -100.0" in ended.out
    assert ended.out.endswith("Files: `out/2025-03.md`\n")


def test_no_text_of_data_makes_a_header_or_calls_anybody(cx, setup):
    """A group with line ends that calls a whole channel stays a text, in e-mail and in a chat."""
    group = '"<!channel> @everyone [x](http://evil.example) *\r\nBcc: evil@example.com\r\n\r\nhello"'
    rows = HEAD + answers("02", [10] * 60, group) + answers("03", [0] * 60, group)
    with mail_server() as server:
        setup(server.port, "board: {to: [a@example.com]}", rows=rows)
        assert cx("report").code == 0
        ended = cx("report", "--chat", "--no-notify")
    (sent,) = server.mails
    assert sent["Bcc"] is None
    assert server.to == ["rcpt TO:<a@example.com>"]
    assert not [line for line in sent.get_body().get_content().splitlines() if line.startswith("Bcc")]
    assert "＠everyone" in ended.out
    assert not {"@", "<"} & set(ended.out)
    assert "\\[x\\](http\\:" in ended.out


def test_a_subject_is_one_line():
    """Whatever a title holds, it makes no header of its own, and no mail without a subject."""
    message = Message("a\r\nBcc: evil@example.com\n\nhello \x00 – ü", "text", "chat")
    made = mail.e_mail(message, attachments.Attached(), sender="cx@example.com", to="a@example.com")
    sent = message_from_bytes(bytes(made), policy=policy.default)
    assert sent["Bcc"] is None
    assert sent["Subject"] == "a\\x0d⏎Bcc: evil@example.com⏎⏎hello \\x00 – ü"
    assert sent.get_content() == "text\n"


def test_files_that_are_too_large_are_named_only(cx, setup, monkeypatch):
    """What would bring a message over its limit stays where it is, and is said to."""
    monkeypatch.setattr(attachments, "LIMIT", 10)
    with mail_server() as server:
        setup(server.port, "board: {to: [a@example.com], attach: [md]}")
        assert cx("report").code == 0
    (sent,) = server.mails
    assert list(sent.iter_attachments()) == []
    assert "Too large to attach: 2025-03.md" in sent.get_body().get_content()


def test_a_state_that_cannot_be_read_or_kept(cx, folder, setup):
    """Told twice is better than not told; what cannot be remembered is said, with code 5."""
    with mail_server() as server:
        setup(server.port, "board: {to: [a@example.com]}")
        cx("report")
        for spoiled in ("{", "[]", '{"sent": {"board": 3}}', '{"sent": {"board": {"a@example.com": 3}}}'):
            (folder / "out/2025-03.sent.json").write_text(spoiled)
            assert cx("report").code == 0
        assert len(server.mails) == 5
        (folder / "out/2025-03.sent.json").unlink()
        (folder / "out/2025-03.sent.json").mkdir()
        ended = cx("report")
    assert ended.code == 5
    assert "it was sent, which cannot be remembered; the next run sends it again" in ended.err


@pytest.mark.parametrize(
    ("notify", "message"),
    [
        ("board: {to: [a@example.com], audience: cfo}", "notify board: the config has no audience 'cfo'"),
        ("board: {to: [a@example.com]}", "notify board: there is no mail server to send e-mail by"),
    ],
)
def test_who_cannot_be_told_is_said_before_the_work(cx, folder, setup, notify, message):
    """The config is wrong: code 78, and no report."""
    setup(1, notify)
    if "mail server" in message:
        lines = (folder / "cx.yaml").read_text().splitlines(keepends=True)
        (folder / "cx.yaml").write_text("".join(line for line in lines if not line.startswith("smtp")))
    ended = cx("report")
    assert ended.code == 78
    assert ended.errors[0].startswith(message)
    assert not (folder / "out").exists()


def test_of_several_readers_one_is_named(cx, folder, setup):
    """Whose report somebody is told of cannot be guessed; of readers whose report is not made nothing is told."""
    setup(1, "board: {to: [a@example.com]}", more="audiences: {one: {}, two: {}}\n")
    assert "several reports are made, and none is named (cx.yaml:14:10) — audience: one" in cx("report").errors[0]
    with mail_server() as server:
        setup(server.port, "b: {to: [a@example.com], audience: two}", more="audiences: {one: {}, two: {}}\n")
        text = (folder / "cx.yaml").read_text()
        (folder / "cx.yaml").write_text(text.replace("{period}", "{audience}"))
        assert cx("report", "--audience", "one").code == 0
        assert server.mails == []
        assert cx("report").code == 0
    assert len(server.mails) == 1


@contextmanager
def web_server(status=200):
    """Give a server for `json://` and what it was sent."""
    got = []

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Taking) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server.server_port, got
        server.shutdown()


of_apprise = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")


@of_apprise
def test_a_chat_is_told_by_apprise(cx, folder, setup, monkeypatch):
    """The Markdown of the report and its file arrive once; the URL with its password is nowhere."""
    pytest.importorskip("apprise")
    with web_server() as (port, got):
        monkeypatch.setenv("CX_CHAT_URL", f"json://user:{CANARY}@127.0.0.1:{port}/{CANARY}")
        setup(1, "chat: {env: CX_CHAT_URL, attach: [md]}")
        first, second = cx("report"), cx("report")
    assert (first.code, first.err, second.code) == (0, "", 0)
    (sent,) = got
    assert sent["message"].startswith("**Kundenzufriedenheit")
    assert [each["filename"] for each in sent["attachments"]] == ["2025-03.md"]
    assert len(sent["message"]) <= 1500
    assert CANARY not in everything_said(folder, first, second)


@of_apprise
@pytest.mark.parametrize("url", ["nothing://{}", "{}", "json://user:{}@127.0.0.1:1/"])
def test_a_chat_that_cannot_be_told_does_not_show_its_url(cx, folder, setup, monkeypatch, caplog, url):
    """Neither an unknown URL nor a server that is not there brings the URL into errors, logs or files."""
    pytest.importorskip("apprise")
    monkeypatch.setenv("CX_CHAT_URL", url.format(CANARY))
    setup(1, "chat: {env: CX_CHAT_URL, on: always}")
    ended = cx("report", "--log", "run.log")
    assert ended.code == 5
    assert "notify chat ($CX_CHAT_URL): " in ended.err
    assert CANARY not in everything_said(folder, ended) + caplog.text


def test_without_apprise_it_is_said_how_to_install_it(cx, setup, monkeypatch):
    """A chat needs the extra, in a run and in a dry run."""
    monkeypatch.setitem(sys.modules, "apprise", None)
    monkeypatch.setattr(sending, "find_spec", lambda _: None)
    monkeypatch.setenv("CX_CHAT_URL", "json://127.0.0.1:1")
    setup(1, "chat: {env: CX_CHAT_URL}")
    ended = cx("report")
    assert ended.code == 5
    assert ended.errors == ["notify chat ($CX_CHAT_URL): a chat needs apprise — pip install 'cx-score[notify]'"]
    assert "it would fail: a chat needs apprise: pip install 'cx-score[notify]'" in cx("report", "--dry-run").out


def test_what_a_library_raises_is_not_repeated():
    """Whatever goes wrong in a library, its words stay inside."""

    def wrong():
        raise KeyError(CANARY)

    with pytest.raises(bounded.DeliveryError) as failure:
        bounded.bounded(wrong, 5)
    assert str(failure.value) == "it could not be sent"
    assert failure.value.__cause__ is None
