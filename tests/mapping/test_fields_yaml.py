"""The vocabulary of columns: its form, and what it finds among the columns of known exports."""

import csv
import json
import re
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from cxcli.config.strict_yaml import load
from cxcli.mapping.column_words import normal

FILES = Path(__file__).resolve().parents[2].parent / "shared" / "data"
"""Real exports that lie beside the checkout and do not belong to it."""

TYPES = {"date", "duration", "number", "money", "flag", "state", "key", "text"}
FIELDS = load(files("cxcli.mapping").joinpath("fields.yaml").read_text(encoding="utf-8"), name="fields.yaml").data
USUAL_FLAG_WORDS = {"yes", "y", "true", "t", "1", "no", "n", "false", "f", "0"}
each_field = pytest.mark.parametrize("name", FIELDS)

_UNIT = "(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|weeks?|months?|years?|hh mm ss)"
_HOURS_OF = r"(?<!business)(?<!office)(?<!operating)(?<!sla)(?= hours)|(?! hours)"

KINDS = load(
    """
tickets: [ticket, customer, topic, agent, created_at, first_reply_at, first_solved_at, solved_at, closed_at, due_at,
  first_reply_due_at, reopened_at, handed_off_at, first_reply_time, first_reply_business_time, first_resolution_time,
  resolution_time, resolution_business_time, requester_wait_time, agent_wait_time, on_hold_time, handle_time,
  sla_remaining, first_reply_sla_remaining, agent_replies, customer_replies, reopens, agents, closes, resolved,
  reopened, automatic, pended, complaint, owes_follow_up, followed_up, made_sla, is_first_contact, status, sla_status,
  complained_at, followed_up_at]
calls: [ticket, customer, topic, agent, called_at, created_at, talk_time, hold_time, wrap_time, ring_time, dial_time,
  wait_time, handle_time, call_time, calls, transfers, answered, abandoned, transferred, resolved, call_status,
  direction]
subscriptions: [customer, subscription, started_at, ended_at, month, renewal_due_at, renewed_at, tenure, mrr,
  renewal_value, discount, churned, trial, renewed, interval, subscription_status, currency, quantity]
movements: [customer, subscription, moved_at, mrr, movement, currency]
orders: [customer, order, ordered_at, quantity, revenue, refund, cost, discount, payment_status, currency]
usage: [customer, used_at, usage]
invitations: [invited_at, answered_at, survey_started_at, mail_status, invitation_status, response_status,
  survey_completed, invitation_bounced]
sessions: [entered_at, converted, traffic_channel, sessions, visitors, conversions]
carts: [carted_at, cart_purchased_at, checkout_started_at, cart_status]
campaigns: [spent_at, spend, campaign_revenue, clicks, conversions, people_reached, new_customers]
deliveries: [shipped_at, promised_at, delivered_at, delivery_status, order]
""",
    name="kinds",
).data
"""Which fields are looked for in an export of each kind."""

ONE_MOMENT = [{"created_at", "called_at"}, {"created_at", "complained_at"}, {"solved_at", "resolved"}]
"""Fields that one column may hold: two readings of a moment, or a date and a flag, which the contents tell apart."""

EXPORTS = load(
    """
Zendesk CSV:
  kind: tickets
  feed: {ticket: Id, customer: Requester id, agent: Assignee, status: Status, created_at: Created at,
    due_at: Due date, solved_at: Solved at, reopens: Reopens, agent_replies: Replies,
    first_reply_time: First reply time in minutes,
    first_reply_business_time: First reply time in minutes within business hours,
    first_resolution_time: First resolution time in minutes, resolution_time: Full resolution time in minutes,
    resolution_business_time: Full resolution time in minutes within business hours,
    agent_wait_time: Agent wait time in minutes, requester_wait_time: Requester wait time in minutes,
    on_hold_time: On hold time in minutes}
  others: [Summation column, Requester, Requester external id, Requester email, Requester domain, Submitter, Group,
    Subject, Tags, Priority, Via, Ticket type, Updated at, Assigned at, Organization, Initially assigned at,
    Resolution time, Satisfaction Score, Group stations, Assignee stations,
    First resolution time in minutes within business hours, Agent wait time in minutes within business hours,
    Requester wait time in minutes within business hours, On hold time in minutes within business hours]
Zendesk API with metric_set:
  kind: tickets
  feed: {ticket: id, customer: requester_id, agent: assignee_id, status: status, created_at: created_at,
    due_at: due_at, first_reply_time: metric_set.reply_time_in_minutes.calendar,
    first_reply_business_time: metric_set.reply_time_in_minutes.business,
    first_resolution_time: metric_set.first_resolution_time_in_minutes.calendar,
    resolution_time: metric_set.full_resolution_time_in_minutes.calendar,
    resolution_business_time: metric_set.full_resolution_time_in_minutes.business,
    agent_wait_time: metric_set.agent_wait_time_in_minutes.calendar,
    requester_wait_time: metric_set.requester_wait_time_in_minutes.calendar,
    on_hold_time: metric_set.on_hold_time_in_minutes.calendar, solved_at: metric_set.solved_at,
    reopens: metric_set.reopens, agent_replies: metric_set.replies}
  others: [url, external_id, via.channel, via.source.rel, updated_at, type, subject, metric_set.id,
    metric_set.created_at, metric_set.initially_assigned_at, metric_set.group_stations, satisfaction_rating.score]
Zendesk ticket_metrics:
  kind: tickets
  file: zendesk_ticket_metrics.json
  records: ticket_metrics
  feed: {ticket: ticket_id, created_at: created_at, first_reply_time: reply_time_in_minutes.calendar,
    first_reply_business_time: reply_time_in_minutes.business,
    first_resolution_time: first_resolution_time_in_minutes.calendar,
    resolution_time: full_resolution_time_in_minutes.calendar,
    resolution_business_time: full_resolution_time_in_minutes.business,
    agent_wait_time: agent_wait_time_in_minutes.calendar,
    requester_wait_time: requester_wait_time_in_minutes.calendar, on_hold_time: on_hold_time_in_minutes.calendar,
    solved_at: solved_at, reopens: reopens, agent_replies: replies}
  others: [id, updated_at, group_stations, assignee_stations, first_resolution_time_in_minutes.business,
    latest_comment_added_at]
Zendesk incremental:
  kind: tickets
  file: zendesk_incremental_cursor.json
  records: tickets
  feed: {ticket: id, customer: requester_id, agent: assignee_id, status: status, created_at: created_at,
    due_at: due_at}
  others: [url, external_id, submitter_id, organization_id]
Zendesk in a warehouse:
  kind: tickets
  file: zendesk_fivetran_ticket.csv
  feed: {ticket: id, customer: requester_id, agent: assignee_id, status: status, created_at: created_at,
    due_at: due_at}
  others: [_fivetran_synced, external_id, organization_id, submitter_id, type]
Zendesk metrics in a warehouse:
  kind: tickets
  feed: {ticket: ticket_id, created_at: created_at, customer: requester_id, agent: assignee_id, status: status,
    first_reply_time: first_reply_time_calendar_minutes, first_reply_business_time: first_reply_time_business_minutes,
    first_solved_at: first_solved_at, solved_at: last_solved_at, resolution_time: final_resolution_calendar_minutes,
    first_resolution_time: first_resolution_calendar_minutes,
    resolution_business_time: full_resolution_business_minutes, agent_wait_time: agent_wait_time_in_calendar_minutes,
    requester_wait_time: requester_wait_time_in_calendar_minutes, on_hold_time: on_hold_time_in_calendar_minutes,
    agent_replies: count_public_agent_comments, customer_replies: count_end_user_comments, reopens: count_reopens,
    agents: unique_assignee_count}
  others: [total_reply_time_calendar_minutes, agent_wait_time_in_business_minutes, first_resolution_business_minutes,
    is_one_touch_resolution, agent_work_time_in_calendar_minutes, organization_name]
Freshdesk export:
  kind: tickets
  feed: {ticket: Ticket ID, customer: Contact ID, agent: Agent, status: Status, created_at: Created time,
    due_at: Due by Time, solved_at: Resolved time, closed_at: Closed time, first_reply_at: Initial response time,
    first_reply_time: First response time (in hrs), resolution_time: Resolution time (in hrs),
    agent_replies: Agent interactions, customer_replies: Customer interactions, sla_status: Resolution status}
  others: [Subject, Priority, Source, Type, Group, Last update time, Time tracked, First response status, Tags,
    Survey results, Association type, Product, Every response status, Full name, Company Name]
Freshdesk API:
  kind: tickets
  file: freshdesk_api_ticket.json
  records: .
  feed: {ticket: id, customer: requester_id, agent: responder_id, status: status, created_at: created_at,
    due_at: due_by, first_reply_due_at: fr_due_by, first_reply_at: stats.first_responded_at,
    solved_at: stats.resolved_at, closed_at: stats.closed_at, reopened_at: stats.reopened_at}
  others: [company_id, requester.email, is_escalated, fr_escalated, stats.agent_responded_at, stats.status_updated_at,
    product_id, requester.name]
Freshservice:
  kind: tickets
  feed: {ticket: ID, customer: Requester Primary Email, topic: Category, agent: Agent Name, status: Status,
    created_at: Created Date, first_reply_at: First Response Date, solved_at: Resolved Date, closed_at: Closed Date,
    due_at: Due by, first_reply_time: First Response Time in Chrs, reopens: Reopen Count,
    first_reply_business_time: First Response Time in Bhrs, resolution_business_time: Resolution Time in Bhrs,
    agent_replies: Agent Reply Count, customer_replies: Customer Reply Count, sla_status: Resolution Status}
  others: [Priority, Urgency, Item Category, Assigned Date, Public Notes Count, Type, Sub-Category,
    First Contact Resolution Violated, Resolution Escalated, Avg Response Time in Bhrs, First Response Status,
    Department Name]
Intercom API:
  kind: tickets
  file: intercom_conversations.json
  records: conversations
  feed: {ticket: id, customer: contacts.contacts, agent: admin_assignee_id, status: state, created_at: created_at,
    first_reply_at: statistics.first_admin_reply_at, first_solved_at: statistics.first_close_at,
    solved_at: statistics.last_close_at, first_reply_business_time: statistics.time_to_admin_reply,
    resolution_business_time: statistics.time_to_last_close, reopens: statistics.count_reopens,
    handle_time: statistics.handling_time, sla_status: sla_applied.sla_status}
  others: [updated_at, waiting_since, open, read, source.author.id, source.author.email,
    statistics.time_to_assignment, statistics.time_to_first_close, statistics.median_time_to_reply,
    statistics.count_assignments, statistics.first_contact_reply_at, conversation_rating.created_at, team_assignee_id]
Intercom report:
  kind: tickets
  feed: {ticket: Conversation ID, customer: User ID, agent: Teammate currently assigned ID,
    status: Current conversation state, first_reply_time: First response time (seconds),
    resolution_time: Time to close (seconds),
    first_reply_business_time: 'First response time, only within office hours (seconds)', topic: Ticket category,
    resolution_business_time: 'Time to close, within office hours (seconds)', handle_time: Handling time (seconds)}
  others: [Conversation started at (America/New_York), Team currently assigned, Time to first close (seconds),
    Time to close excluding bot inbox time (seconds), Topics, Replies to close a conversation, Company ID, User email,
    First response time excluding time spent in bot inbox (seconds), Number of reassignments, Fin AI Agent involved]
HubSpot CSV:
  kind: tickets
  feed: {ticket: Ticket ID, status: Ticket status, created_at: Create date, closed_at: Close date, topic: Category,
    resolution_time: 'Time to close (HH:mm:ss)', first_reply_time: 'Time to first agent email reply (HH:mm:ss)',
    first_reply_at: First agent email response date, reopened_at: Ticket reopen date, agent: Ticket owner,
    due_at: Time to Close SLA Due Date, first_reply_due_at: Time to First Response SLA Due Date,
    sla_status: Time to Close SLA Ticket Status, resolution_business_time: Time to close in SLA hours,
    first_reply_business_time: Time to first response in SLA hours}
  others: [Ticket name, Pipeline, Priority, Last activity date, Time to First Response SLA Status, Source]
HubSpot API:
  kind: tickets
  feed: {ticket: properties.hs_ticket_id, created_at: createdAt, closed_at: properties.closed_date,
    first_reply_at: properties.first_agent_reply_date, first_reply_time: properties.time_to_first_agent_reply,
    resolution_time: properties.time_to_close, agent: properties.hubspot_owner_id,
    reopened_at: properties.hs_ticket_reopened_at}
  others: [id, archived, updatedAt, properties.hs_pipeline_stage, properties.hs_lastmodifieddate]
Help Scout API:
  kind: tickets
  feed: {ticket: id, status: status, created_at: createdAt, closed_at: closedAt, agent: assignee.id,
    customer: primaryCustomer.id}
  others: [number, type, folderId, subject, preview, mailboxId, createdBy.type, createdBy.id, createdBy.email,
    closedBy, customerWaitingSince.time, customerWaitingSince.friendly, primaryCustomer.email]
Chatwoot API:
  kind: tickets
  feed: {ticket: id, status: status, created_at: created_at, first_reply_at: first_reply_created_at,
    customer: meta.sender.id, agent: meta.assignee.id}
  others: [uuid, account_id, inbox_id, unread_count, waiting_since, last_activity_at, meta.sender.email]
Jira CSV:
  kind: tickets
  file: jira_export_duplicate_headers.csv
  feed: {ticket: Issue key, customer: Reporter Id, agent: Assignee Id, status: Status Category, created_at: Created,
    solved_at: Resolved, resolved: Resolved, due_at: Due date, handle_time: Time Spent}
  others: [Summary, Issue id, Issue Type, Status, Project key, Priority, Resolution, Assignee, Reporter, Creator,
    Creator Id, Updated, Last Viewed, Original estimate, Remaining Estimate, Work Ratio]
Jira Service Management:
  kind: tickets
  feed: {ticket: Issue key, customer: Reporter, agent: Assignee, status: Status, created_at: Created,
    solved_at: Resolved, resolved: Resolved, first_reply_sla_remaining: Custom field (Time to first response),
    sla_remaining: Custom field (Time to resolution), first_reply_at: 'Custom field ([CHART] Date of First Response)'}
  others: [Summary, Issue id, Satisfaction rating, Custom field (Satisfaction date)]
Jira in Spanish:
  kind: tickets
  feed: {ticket: Clave de incidencia, customer: Informador, agent: Persona asignada, status: Estado,
    created_at: Creada, solved_at: Resuelta, resolved: Resuelta, due_at: Fecha de vencimiento,
    first_reply_sla_remaining: Campo personalizado (Time to first response)}
  others: [Tipo de Incidencia, ID de la incidencia, Resumen, ID de la persona asignada, Prioridad, Actualizada]
Jira in Portuguese:
  kind: tickets
  feed: {ticket: Chave da item, customer: Relator, agent: Responsável, status: Status, created_at: Criado,
    solved_at: Resolvido, resolved: Resolvido, due_at: Data limite}
  others: [Tipo de item, ID da item, Resumo, ID do responsável, Prioridade, Resolução, Atualizado(a)]
Jira in French:
  kind: tickets
  feed: {ticket: Clé de ticket, customer: Rapporteur, agent: Personne assignée, status: État, created_at: Création,
    due_at: Date d'échéance}
  others: [Type de ticket, ID de ticket, Résumé, ID de la personne assignée, Priorité, Résolution, Mise à jour]
Jira in German:
  kind: tickets
  feed: {ticket: Vorgangsschlüssel, customer: Autor, agent: Bearbeiter, status: Status, created_at: Erstellt,
    solved_at: Erledigt, due_at: Fälligkeitsdatum}
  others: [Zusammenfassung, Projektleiter, Benötigte Zeit, Aktualisiert]
ServiceNow table:
  kind: tickets
  file: servicenow_task_epoch_durations.csv
  feed: {ticket: task_effective_number, agent: assigned_to_value, status: state, created_at: opened_at,
    closed_at: closed_at, due_at: sla_due, made_sla: made_sla, resolution_time: calendar_duration,
    resolution_business_time: business_duration}
  others: [active, company_value, contract_value, expected_start, follow_up, opened_by_value, order, parent_value,
    reassignment_count, short_description, sys_created_by, sys_created_on, sys_updated_on, number]
ServiceNow list:
  kind: tickets
  feed: {ticket: Number, customer: Caller, agent: Assigned to, topic: Category, status: Incident state,
    created_at: Opened, solved_at: Resolved, resolved: Resolved, closed_at: Closed, made_sla: Made SLA,
    reopens: Reopen count, resolution_time: Resolve time, resolution_business_time: Business resolve time}
  others: [Short description, Priority, Assignment group, Updated, Updated by, Duration, Reassignment count]
Salesforce report:
  kind: tickets
  feed: {ticket: Case Number, customer: Account Name, agent: Case Owner, status: Status, created_at: Date/Time Opened,
    closed_at: Date/Time Closed, topic: Case Reason}
  others: [Subject, Priority, Case Origin, Age (Hours), Open, Closed]
Salesforce data:
  kind: tickets
  feed: {ticket: CaseNumber, customer: ContactId, agent: OwnerId, status: Status, created_at: CreatedDate,
    closed_at: ClosedDate, resolved: IsClosed}
  others: [Id, AccountId, Subject, Priority, Origin, SystemModstamp, LastModifiedDate]
Complaints:
  kind: tickets
  file: complaints_dayfirst_bom.csv
  feed: {ticket: Complaint ID, customer: Customer ID, created_at: Date Received, complained_at: Date Received,
    solved_at: Date Resolved, made_sla: Timely Response}
  others: [Receipt Number, Response to Consumer, Issue Type, Product Category, Product ID]
Amazon Connect:
  kind: calls
  file: amazon_connect_ctr.json
  records: .
  feed: {ticket: ContactId, customer: CustomerEndpoint.Address, agent: Agent.Username, called_at: InitiationTimestamp,
    created_at: InitiationTimestamp, talk_time: Agent.AgentInteractionDuration, hold_time: Agent.CustomerHoldDuration,
    wrap_time: Agent.AfterContactWorkDuration, wait_time: Queue.Duration, direction: InitiationMethod}
  others: [AWSAccountId, Agent.LongestHoldDuration, Agent.NumberOfHolds, Agent.ConnectedToAgentTimestamp, Channel,
    DisconnectReason, DisconnectTimestamp, InitialContactId, Queue.EnqueueTimestamp, SystemEndpoint.Address,
    TransferCompletedTimestamp]
Genesys interactions:
  kind: calls
  feed: {ticket: Conversation ID, customer: ANI, agent: Users - Interacted, called_at: Date, created_at: Date,
    talk_time: Total Talk, hold_time: Total Hold, wrap_time: Total ACW, ring_time: Total Alert,
    wait_time: Total Queue, handle_time: Total Handle, call_time: Duration, transfers: Transfers,
    abandoned: Abandoned, transferred: Transferred, direction: Direction}
  others: [Full Export Completed, Filters, Media Type, DNIS, Queue, Wrap-up, Non-ACD, First Queue,
    Disconnect Type, Skills]
Genesys agents:
  kind: calls
  feed: {agent: Agent Id, calls: Handle, talk_time: Total Talk, hold_time: Total Hold, wrap_time: Total ACW,
    handle_time: Total Handle}
  others: [Interval End, Avg Handle, Avg Talk, Avg Hold, Avg ACW, ASA, Held, Outbound, Department, Title]
Twilio:
  kind: calls
  file: twilio_calls.csv
  feed: {ticket: id, customer: from_formatted, called_at: start_time, created_at: created_at, call_time: duration,
    call_status: status, direction: direction}
  others: [_fivetran_synced, account_id, answered_by, end_time, from, group_id, parent_call_id, price,
    queue_time, to, to_formatted, updated_at]
Five9:
  kind: calls
  feed: {ticket: CALL ID, customer: ANI, agent: AGENT, called_at: TIMESTAMP, created_at: TIMESTAMP,
    call_time: CALL TIME, wait_time: QUEUE WAIT TIME, ring_time: RING TIME, talk_time: TALK TIME,
    hold_time: HOLD TIME, wrap_time: AFTER CALL WORK TIME, transfers: TRANSFERS, abandoned: ABANDONED}
  others: [CAMPAIGN, CALL TYPE, AGENT NAME, DISPOSITION, CUSTOMER NAME, DNIS, BILL TIME (ROUNDED), COST, IVR TIME,
    PARK TIME, CONFERENCES, HOLDS, RECORDINGS]
Talkdesk:
  kind: calls
  feed: {ticket: Interaction ID, customer: Contact Person Number, called_at: Started At, created_at: Started At,
    wait_time: Wait Time, ring_time: Ring Time, talk_time: Talk Time, hold_time: Hold Time,
    wrap_time: After Call Work Time, call_time: Duration, handle_time: Handle Time,
    transferred: Transfer Out (Yes/No), direction: Direction}
  others: [Contact ID, Company Number, Contact Type, Time to Missed, Abandon Time, Connect Time,
    Answered At, Hard Hold Time, Soft Hold Time, Finished At, Inside Business Hours (Yes / No),
    Transfer In (Yes / No), Callback (Yes / No), User Name, User ID, Data Status (Valid / Damaged)]
Zendesk Talk:
  kind: calls
  feed: {ticket: ticket_id, customer: customer_id, agent: agent_id, called_at: created_at, created_at: created_at,
    talk_time: talk_time, hold_time: hold_time, wrap_time: wrap_up_time, wait_time: wait_time, call_time: duration,
    call_status: completion_status, direction: direction}
  others: [id, call_charge, callback, consultation_time, exceeded_queue_wait_time, ivr_time_spent,
    minutes_billed, phone_number, recording_time, time_to_answer, updated_at, voicemail]
Spreadsheet of calls:
  kind: calls
  feed: {ticket: Call Id, agent: Agent, called_at: Date, created_at: Date, topic: Topic, answered: Answered (Y/N),
    resolved: Resolved, wait_time: Speed of answer in seconds, talk_time: AvgTalkDuration}
  others: [Time, Satisfaction rating]
Totals of agents:
  kind: calls
  file: call_agents_month.csv
  feed: {agent: AgentID, calls: Calls Answered, call_time: Total Duration}
  others: [Calls Offered, Calls Not Answered, Sentiment]
Stripe API:
  kind: subscriptions
  file: stripe_subscriptions_list.json
  records: data
  feed: {customer: customer, subscription: id, started_at: start_date, ended_at: ended_at,
    subscription_status: status, currency: currency}
  others: [billing_cycle_anchor, cancel_at, canceled_at, created, latest_invoice, trial_end, trial_start,
    cancel_at_period_end, description]
Stripe subscriptions CSV:
  kind: subscriptions
  feed: {customer: Customer ID, subscription: id, quantity: Quantity, currency: Currency, interval: Interval,
    subscription_status: Status, started_at: Start Date (UTC), renewal_due_at: Current Period End (UTC),
    ended_at: Ended At (UTC)}
  others: [Customer Email, Plan, Product, Amount, Created (UTC), Current Period Start (UTC), Trial Start (UTC),
    Trial End (UTC), Coupon, Canceled At (UTC), Cancel At Period End]
Stripe payments CSV:
  kind: orders
  feed: {order: Invoice ID, customer: Customer ID, ordered_at: Created date (UTC), revenue: Amount,
    refund: Amount Refunded, currency: Currency, payment_status: Status}
  others: [Description, Captured, Converted Amount, Converted Amount Refunded, Converted Currency, Decline Reason,
    Fee, Refunded date (UTC), Card ID, Customer Email]
ReCharge:
  kind: subscriptions
  feed: {subscription: id, customer: customer_id, quantity: quantity, started_at: created_at, ended_at: cancelled_at,
    interval: order_interval_unit, subscription_status: status}
  others: [address_id, product_title, variant_title, price, next_charge_scheduled_at, order_interval_frequency,
    charge_interval_frequency, updated_at, cancellation_reason, email]
ChartMogul movements:
  kind: movements
  feed: {customer: customer-uuid, subscription: subscription-external-id, moved_at: date, movement: type,
    mrr: activity-mrr-movement, currency: currency}
  others: [description, activity-mrr, activity-arr, plan-external-id, customer-name, billing-connector-uuid, uuid]
Chargebee:
  kind: subscriptions
  feed: {subscription: Subscription Id, customer: Customer Id, subscription_status: Subscription Status,
    started_at: Started At, ended_at: Cancelled At, renewal_due_at: Current Term End, mrr: MRR,
    quantity: Plan Quantity, interval: Billing Period Unit, currency: Currency Code}
  others: [Plan Id, Billing Period, Next Billing At, Activated At, Created At, Trial End]
SaaS subscriptions:
  kind: subscriptions
  file: saas_subscriptions_ravenstack.csv
  feed: {subscription: subscription_id, customer: account_id, started_at: start_date, ended_at: end_date,
    mrr: mrr_amount, renewal_value: arr_amount, trial: is_trial, churned: churn_flag, interval: billing_frequency}
  others: [plan_tier, seats, upgrade_flag, downgrade_flag, auto_renew_flag]
Telco churn:
  kind: subscriptions
  file: ibm_telco_churn.csv
  feed: {customer: customerID, tenure: tenure, mrr: MonthlyCharges, churned: Churn}
  others: [gender, SeniorCitizen, Partner, Contract, PaperlessBilling, PaymentMethod, TotalCharges]
'Telco churn, money':
  kind: orders
  file: ibm_telco_churn.csv
  feed: {customer: customerID, revenue: TotalCharges}
  others: [Contract, MonthlyCharges, PaymentMethod]
Snapshots of customers:
  kind: subscriptions
  feed: {customer: customer, month: month, mrr: mrr, currency: currency}
  others: [plan, region]
Renewals:
  kind: subscriptions
  feed: {customer: account, subscription: contract id, renewal_due_at: renewal date, renewed_at: renewed on,
    renewal_value: ACV, renewed: Renewed?}
  others: [account manager, notes]
Shopify orders:
  kind: orders
  file: shopify_orders_export.csv
  feed: {ordered_at: Created at, quantity: Lineitem quantity, refund: Refunded Amount, discount: Discount Amount,
    payment_status: Financial Status, currency: Currency}
  others: [Name, Fulfillment Status, Fulfilled at, Accepts Marketing, Discount Code, Shipping Method, Paid at,
    Lineitem name, Lineitem sku, Cancelled at, Payment Method, Vendor, Risk Level, Source, Duties]
'Shopify orders, all columns':
  kind: orders
  feed: {order: Id, customer: Email, ordered_at: Created at, quantity: Lineitem quantity, revenue: Total,
    refund: Refunded Amount, discount: Discount Amount, payment_status: Financial Status, currency: Currency}
  others: [Name, Fulfillment Status, Subtotal, Shipping, Taxes, Lineitem price, Discount Code, Tags]
Orders of a shop:
  kind: orders
  feed: {order: order_id, customer: customer_unique_id, ordered_at: order_purchase_timestamp, revenue: payment_value,
    payment_status: order_status}
  others: [order_approved_at, order_delivered_customer_date, customer_id]
Lines of invoices:
  kind: orders
  feed: {order: InvoiceNo, customer: CustomerID, ordered_at: InvoiceDate, quantity: Quantity}
  others: [StockCode, Description, UnitPrice, Country]
Purchases:
  kind: orders
  feed: {customer: customer_id, ordered_at: date, quantity: quantity, revenue: amount}
  others: []
SurveyMonkey recipients:
  kind: invitations
  feed: {mail_status: mail_status, response_status: survey_response_status}
  others: [id, email, survey_link, custom_value]
Medallia requests:
  kind: invitations
  feed: {invited_at: request_sent_at, mail_status: request_delivery_status, answered_at: response_received_at}
  others: [request_id, star_rating, comments, channel, customer_name]
Interview requests:
  kind: invitations
  file: csat_interaction_good_bad.csv
  feed: {invited_at: request_created, answered_at: response_created}
  others: [support_case_id, interaction_option]
Google Analytics:
  kind: sessions
  feed: {traffic_channel: Session default channel group, sessions: Sessions, visitors: Total users,
    conversions: Key events}
  others: [Engaged sessions, Bounce rate, Event count]
Carts of a shop:
  kind: carts
  feed: {carted_at: cart_created_at, cart_purchased_at: purchased_at, checkout_started_at: checkout_started_at,
    cart_status: cart_status}
  others: [cart_id, device]
Meta ads:
  kind: campaigns
  feed: {spent_at: Reporting starts, spend: Amount spent, people_reached: Reach, conversions: Results,
    clicks: Link clicks, campaign_revenue: Purchases conversion value}
  others: [Campaign name, Impressions, Frequency]
Olist deliveries:
  kind: deliveries
  feed: {order: order_id, shipped_at: order_purchase_timestamp, promised_at: order_estimated_delivery_date,
    delivered_at: order_delivered_customer_date, delivery_status: order_status}
  others: [customer_id, order_approved_at, order_delivered_carrier_date]
Usage:
  kind: usage
  feed: {customer: account_id, used_at: date, usage: sessions}
  others: [feature, plan]
""",
    name="exports",
).data
"""The columns of exports: the one that feeds each field, and others that feed none. Where a file has them, it is named;
of JSON also the place of its records."""

REAL = [name for name, export in EXPORTS.items() if "file" in export]


@each_field
def test_a_field_says_what_it_is(name):
    """A field has a known type, a sentence that says what it is, names, and words only where it is a state or flag."""
    entry = FIELDS[name]
    assert normal(name).replace(" ", "_") == name
    assert entry["type"] in TYPES
    assert re.fullmatch(r"[A-Z].*\.", entry["says"])
    assert entry["names"]
    allowed = {"state": {"words"}, "flag": {"yes", "no"}}.get(entry["type"], set())
    assert set(entry) - {"type", "says", "names"} <= allowed
    assert entry["type"] != "state" or entry["words"]


@each_field
def test_names_are_written_as_they_are_compared(name):
    """Every name is its own normal form, and none occurs twice in a field."""
    names = FIELDS[name]["names"]
    assert [each for each in names if normal(each) != each] == []
    assert [each for each, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize("name", [name for name, entry in FIELDS.items() if entry["type"] == "duration"])
def test_names_of_durations_have_no_unit(name):
    """A unit is read apart from the name of a duration: `first response time`, not `first response time in hrs`."""
    assert [each for each in FIELDS[name]["names"] if without_unit(each) != each] == []


@pytest.mark.parametrize("name", [name for name, entry in FIELDS.items() if entry["type"] == "state"])
def test_a_word_of_a_state_stands_for_one_canonical_word(name):
    """Each spelling is folded and stands for one canonical word, which is a spelling of itself but for underscores."""
    words = FIELDS[name]["words"]
    spellings = [spelling for listed in words.values() for spelling in listed]
    assert [each for each in spellings if each != folded(each)] == []
    assert [each for each, times in Counter(spellings).items() if times > 1] == []
    assert [word for word, listed in words.items() if word not in listed] == []
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", word) for word in words)


@pytest.mark.parametrize("name", [name for name, entry in FIELDS.items() if entry["type"] == "flag"])
def test_words_of_a_flag_are_those_that_other_flags_do_not_have(name):
    """The words of a flag are folded, say yes or no but not both, and are none of the usual ones."""
    words = [*FIELDS[name].get("yes", []), *FIELDS[name].get("no", [])]
    assert [each for each in words if each != folded(each) or each in USUAL_FLAG_WORDS] == []
    assert len(words) == len(set(words))
    assert FIELDS[name].keys() & {"yes", "no"} in (set(), {"yes", "no"})


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("status", "new: New, open: Open, pending: Pending, hold: On-hold, solved: Solved, closed: Closed"),
        ("status", "pending: Waiting on Customer, hold: Waiting on Third Party, solved: Resolved"),
        ("status", "new: To Do, open: In Progress, solved: Done, new: Backlog"),
        ("status", "pending: Awaiting User Info, hold: Awaiting Vendor, deleted: Canceled"),
        ("status", "open: Waiting on us, pending: Waiting on contact"),
        ("status", "open: active, deleted: spam, pending: snoozed"),
        ("status", "new: Tareas por hacer, open: En curso, pending: Pendiente, hold: En espera, solved: Finalizada"),
        ("status", "new: Neu, open: Offen, pending: Wartend, solved: Gelöst, closed: Geschlossen"),
        ("status", "new: Nouveau, open: Ouvert, pending: En attente, hold: En pause, solved: Résolu, closed: Fermé"),
        ("status", "open: Em andamento, pending: Pendente, solved: Itens concluídos, closed: Fechado"),
        ("sla_status", "met: Within SLA, breached: SLA Violated"),
        ("sla_status", "met: hit, breached: missed, running: active, none: cancelled"),
        ("sla_status", "met: Completed on time, breached: Overdue, running: Due soon, breached: Completed late"),
        ("call_status", "answered: completed, abandoned: abandoned_in_queue, missed: no-answer, cancelled: canceled"),
        ("movement", "new: new_biz, expansion: expansion, contraction: contraction, churn: churn"),
        ("interval", "month: monthly, year: annual, week: week, day: day, quarter: Quarterly"),
        (
            "subscription_status",
            "active: active, trialing: in_trial, past_due: past_due, incomplete: incomplete_expired",
        ),
        ("payment_status", "processing: unshipped, delivered: Shipped, voided: Canceled, pending: created"),
        ("payment_status", "processing: Processing, delivered: fulfilled, refunded: Returned, pending: On Hold"),
        ("payment_status", "paid: Paid, refunded: refunded, partially_refunded: partially_refunded, voided: voided"),
    ],
)
def test_states_are_known_by_the_words_of_the_tools(field, words):
    """The words that a tool writes for a state are spellings of the canonical word."""
    meant = {spelling: word for word, listed in FIELDS[field]["words"].items() for spelling in listed}
    for pair in words.split(", "):
        word, said = pair.split(": ")
        assert meant.get(folded(said)) == word


@pytest.mark.parametrize("name", EXPORTS)
def test_the_columns_of_an_export_feed_the_right_fields(name):
    """Of the columns of a known export each field takes the one that holds it, and the others feed none."""
    export = EXPORTS[name]
    columns = list(dict.fromkeys([*export["others"], *export["feed"].values()]))
    assert fed(export["kind"], columns) == export["feed"]
    assert fed(export["kind"], columns[::-1]) == export["feed"]


@pytest.mark.parametrize("name", EXPORTS)
def test_a_column_feeds_one_field(name):
    """No column of an export is taken for two fields, unless both are readings of one moment, or a date and a flag."""
    by_column = {}
    for field, column in EXPORTS[name]["feed"].items():
        by_column.setdefault(column, set()).add(field)
    assert [fields for fields in by_column.values() if len(fields) > 1 and fields not in ONE_MOMENT] == []


@pytest.mark.skipif(not FILES.is_dir(), reason="the real exports are not here")
@pytest.mark.parametrize("name", REAL)
def test_the_columns_of_a_real_file_feed_the_right_fields(name):
    """A real file has the columns that stand here, and of all its columns each field takes the right one."""
    export = EXPORTS[name]
    columns = columns_of(FILES / export["file"], export.get("records", "."))
    assert {*export["feed"].values(), *export["others"]} <= set(columns)
    assert fed(export["kind"], columns) == export["feed"]


def without_unit(name):
    """Return a normal name without the unit: at the end, or behind `in` anywhere. Business hours are no unit."""
    return re.sub(rf"(?:{_HOURS_OF}) {_UNIT}$", "", re.sub(rf" in {_UNIT}\b", "", name))


def folded(word):
    """Return a word in small letters, with single spaces and without a full stop at the end."""
    return " ".join(word.casefold().split()).rstrip(".")


def fed(kind, columns):
    """Return the column that feeds each field of a kind of export."""
    found = {field: taken(FIELDS[field], columns) for field in KINDS[kind]}
    return {field: column for field, column in found.items() if column is not None}


def taken(entry, columns):
    """Return the first column with the first name that any has: the whole of it, or the last part where it is words."""
    whole = {name_of(entry["type"], each): each for each in reversed(columns)}
    last = {name_of(entry["type"], each.rsplit(".", 1)[-1]): each for each in reversed(columns)}
    known = {name: each for name, each in last.items() if " " in name} | whole
    return next((known[name] for name in entry["names"] if name in known), None)


@cache
def name_of(type_, header):
    return without_unit(normal(header)) if type_ == "duration" else normal(header)


def columns_of(path, records):
    """Return the columns of a file; those of JSON are dotted paths, and an array is one column."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return next(csv.reader(lines))
    document = json.loads(path.read_text(encoding="utf-8"))
    rows = [document] if records == "." else document[records]
    return list(dict.fromkeys(name for row in rows for name in paths(row)))


def paths(record, before=""):
    for key, value in record.items():
        if isinstance(value, dict):
            yield from paths(value, f"{before}{key}.")
        else:
            yield before + key


@pytest.mark.parametrize(
    "name",
    [
        *("FCR", "First Contact Resolution", "First-call resolution", "one_call_resolution", "Resolved first contact"),
        *("Resolved on first contact?", "Was your issue resolved on first contact?", "Resolved (Y/N)", "solved"),
    ],
)
def test_marks_of_first_contact_resolution_feed_the_metric_of_answers(name):
    """An agent's tick or a customer's answer feeds `resolved`; one of the first contact goes before one of any."""
    assert fed("calls", [name])["resolved"] == name
    assert fed("calls", ["Resolved", "FCR"])["resolved"] == "FCR"


@pytest.mark.parametrize(
    "name", ["term_end", "current_period_end", "contract_end_date", "renewal_date", "expires_at", "expiry date"]
)
def test_the_end_of_a_term_is_no_end_of_a_customer(name):
    """A contract may be renewed when its term ends; a plain end date is taken for an end."""
    assert "ended_at" not in fed("subscriptions", [name])
    assert fed("subscriptions", ["end_date"])["ended_at"] == "end_date"
