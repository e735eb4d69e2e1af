"""Types at a terminal, as a person does, and copies what is said there: terminal.py ANSWERS COMMAND...

A line of the file ANSWERS is `the end of a question | what is typed when it is asked`, with ` | hidden` if the terminal
must not show that. A question that does not come, and such an answer that is shown, are failures. Whoever calls it
limits its time.
"""

import os
import pty
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    answers = [line.rstrip("\n").split(" | ") for line in file]
process, terminal = pty.fork()
if process == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
said = b""
typed = seen = 0
while True:
    try:
        more = os.read(terminal, 4096)
    except OSError:
        break  # as Linux says that nobody has it open any more
    if not more:
        break
    sys.stdout.buffer.write(more)
    sys.stdout.buffer.flush()
    said += more
    if typed < len(answers) and said[seen:].rstrip().endswith(answers[typed][0].encode()):
        seen = len(said)
        os.write(terminal, answers[typed][1].encode() + b"\n")
        typed += 1
code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
if typed < len(answers):
    sys.exit(f"this was not asked: {answers[typed][0]}")
for question, answer, *hidden in answers:
    if hidden and answer.encode() in said:
        sys.exit(f"this was shown: the answer to {question}")
sys.exit(code)
