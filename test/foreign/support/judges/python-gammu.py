"""Drives one modem with python3-gammu: each line of the input is [command, parameters...], each line of the output its answer."""
import json
import sys
import time

import gammu

notices = []
machine = gammu.StateMachine()


def identity():
    return [machine.GetIMEI(), machine.GetSIMIMSI()]


def send(phone, text, unicode):
    info = {"Class": -1, "Unicode": unicode, "Entries": [{"ID": "ConcatenatedTextLong", "Buffer": text}]}
    parts = gammu.EncodeSMS(info)
    for part in parts:
        part.update({"SMSC": {"Location": 1}, "Number": phone})
        machine.SendSMS(part)
    return len(parts)


def messages():
    """The texts of all stored messages, parts joined."""
    stored = []
    try:
        stored.append(machine.GetNextSMS(Folder=0, Start=True))
        while True:
            stored.append(machine.GetNextSMS(Folder=0, Location=stored[-1][0]["Location"]))
    except gammu.ERR_EMPTY:
        pass
    return [text_of(parts) for parts in gammu.LinkSMS(stored)] if stored else []


def text_of(parts):
    decoded = gammu.DecodeSMS(parts)
    if decoded is None:
        return parts[0]["Text"]
    return "".join(entry["Buffer"] or "" for entry in decoded["Entries"])


def notice(kind):
    """The next notice of a kind; the library looks for notices only when it is asked to."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        for number, (of_kind, data) in enumerate(notices):
            if of_kind == kind:
                del notices[number]
                return data
        machine.ReadDevice()
    raise TimeoutError("no notice of kind " + kind)


def ussd(code):
    machine.SetIncomingUSSD(True)
    machine.DialService(code)
    return notice("USSD")["Text"]


def called():
    """The number of the call that comes in; the notice of the ringing before it has none."""
    number = ""
    while not number:
        number = notice("Call").get("Number")
    return number


commands = {
    "identity": identity,
    "network": lambda: machine.GetNetworkInfo(),
    "send": send,
    "messages": messages,
    "ussd": ussd,
    "dial": lambda number: machine.DialVoice(number),
    "watch calls": lambda: machine.SetIncomingCall(True),
    "called": called,
    "answer": lambda: machine.AnswerCall(0, True),
    "hang up": lambda: machine.CancelCall(0, True),
}

machine.SetConfig(0, {"Device": sys.argv[1], "Connection": "at115200", "Model": "at"})
machine.Init()
machine.SetIncomingCallback(lambda _machine, kind, data: notices.append((kind, data)))

for line in sys.stdin:
    command, *parameters = json.loads(line)
    try:
        answer = {"value": commands[command](*parameters)}
    except Exception as error:  # a refusal is an answer
        answer = {"error": repr(error)}
    print(json.dumps(answer), flush=True)
