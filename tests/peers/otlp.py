# SPDX-License-Identifier: GPL-3.0-or-later
"""What a request for logs is in OTLP with JSON, and a collector that takes such requests.

The messages are those of opentelemetry-proto 1.x (collector/logs/v1, logs/v1, common/v1, resource/v1), as the
specification writes them in JSON: names in lowerCamelCase, 64 bits as text, enumerations as numbers.
"""
import http.server
import json
import re
import threading

UINT64 = re.compile(r'\d{1,20}')
INT64 = re.compile(r'-?\d{1,19}')
BASE64 = re.compile(r'[A-Za-z0-9+/]*={0,2}')


def a_text(value):
    assert isinstance(value, str)


def a_number(value):
    assert isinstance(value, (int, float)) and not isinstance(value, bool)


def a_flag(value):
    assert isinstance(value, bool)


def a_uint32(value):
    assert isinstance(value, int) and 0 <= value < 2**32


def text_of(pattern, maximum=None):
    def check(value):
        assert isinstance(value, str) and pattern.fullmatch(value)
        assert maximum is None or abs(int(value)) <= maximum
    return check


def one_of(*values):
    def check(value):
        assert value in values
    return check


def list_of(message):
    def check(value):
        assert isinstance(value, list)
        for item in value:
            a_message(message, item)
    return check


def message_of(message):
    return lambda value: a_message(message, value)


MESSAGES = {
    'ExportLogsServiceRequest': {'resourceLogs': list_of('ResourceLogs')},
    'ResourceLogs': {'resource': message_of('Resource'), 'scopeLogs': list_of('ScopeLogs'), 'schemaUrl': a_text},
    'Resource': {'attributes': list_of('KeyValue'), 'droppedAttributesCount': a_uint32},
    'ScopeLogs': {'scope': message_of('InstrumentationScope'), 'logRecords': list_of('LogRecord'), 'schemaUrl': a_text},
    'InstrumentationScope': {'name': a_text, 'version': a_text, 'attributes': list_of('KeyValue'),
                             'droppedAttributesCount': a_uint32},
    'LogRecord': {'timeUnixNano': text_of(UINT64, 2**64 - 1), 'observedTimeUnixNano': text_of(UINT64, 2**64 - 1),
                  'severityNumber': one_of(*range(25)), 'severityText': a_text, 'body': message_of('AnyValue'),
                  'attributes': list_of('KeyValue'), 'droppedAttributesCount': a_uint32, 'flags': a_uint32,
                  'traceId': text_of(re.compile('[0-9a-fA-F]{32}')), 'spanId': text_of(re.compile('[0-9a-fA-F]{16}')),
                  'eventName': a_text},
    'KeyValue': {'key': a_text, 'value': message_of('AnyValue')},
    'AnyValue': {'stringValue': a_text, 'boolValue': a_flag, 'intValue': text_of(INT64, 2**63), 'doubleValue': a_number,
                 'arrayValue': message_of('ArrayValue'), 'kvlistValue': message_of('KeyValueList'),
                 'bytesValue': text_of(BASE64)},
    'ArrayValue': {'values': list_of('AnyValue')},
    'KeyValueList': {'values': list_of('KeyValue')},
}


def a_message(name, value):
    """Fails where value is not such a message, or has what such a message has not."""
    assert isinstance(value, dict), f'{name}: {value!r}'
    unknown = set(value) - set(MESSAGES[name])
    assert not unknown, f'{name} has no {unknown}'
    assert name != 'AnyValue' or len(value) == 1, value
    for field, content in value.items():
        MESSAGES[name][field](content)
    keys = [attribute['key'] for attribute in value.get('attributes', [])]
    assert len(keys) == len(set(keys)), f'{name} has an attribute twice'


def attributes_of(message):
    return {attribute['key']: next(iter(attribute['value'].values())) for attribute in message['attributes']}


class Collector:
    """Takes requests. answer (called with the number of the request, from 0, and its records) gives a
    status, or a status and headers, or a status, headers and a body, or None: hang up without a word."""

    def __init__(self, answer=lambda number, records: 200, port=0):
        self.answer = answer
        self.records = []
        self.headers = []
        self.paths = []
        self.faults = []
        self.n_requests = 0
        self.changed = threading.Condition()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_POST(self):
                outer.take(self)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', port), Handler)
        self.server.daemon_threads = True
        self.url = f'http://127.0.0.1:{self.server.server_port}'
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def take(self, request):
        body = request.rfile.read(int(request.headers['Content-Length']))
        with self.changed:
            number = self.n_requests
            self.n_requests += 1
            records = self.read(request, body)
            answer = self.answer(number, records)
            status, headers, text = (*(answer if isinstance(answer, tuple) else (answer,)), {}, '{}')[:3]
            if status == 200:
                self.records += records
            self.changed.notify_all()
        if status is None:
            request.close_connection = True
            return
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header('Content-Type', 'application/json')
        request.send_header('Content-Length', str(len(text)))
        request.end_headers()
        request.wfile.write(text.encode())

    def read(self, request, body):
        self.headers.append(dict(request.headers))
        self.paths.append(request.path)
        message = json.loads(body)
        try:
            assert request.headers['Content-Type'] == 'application/json'
            a_message('ExportLogsServiceRequest', message)
        except AssertionError as fault:
            self.faults.append(str(fault))
        return [record for resource in message['resourceLogs'] for scope in resource['scopeLogs']
                for record in scope['logRecords']]

    def names(self):
        """Of the events it has, in the order of their coming."""
        with self.changed:
            return [attributes_of(record)['log.record.uid'] for record in self.records]

    def wait(self, condition, patience_s=60):
        with self.changed:
            assert self.changed.wait_for(lambda: condition(self), patience_s), (self.n_requests, len(self.records))

    def end(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
        assert self.faults == []
